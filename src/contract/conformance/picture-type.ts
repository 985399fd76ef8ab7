type Test = (bytes: Buffer) => boolean;

/** How files of each type begin. */
const TESTS: Readonly<Record<string, Test>> = {
  'image/jpeg': (bytes) => has(bytes, 0, '\xff\xd8\xff'),
  'image/png': (bytes) => has(bytes, 0, '\x89PNG\r\n\x1a\n'),
  'image/gif': (bytes) => has(bytes, 0, 'GIF87a') || has(bytes, 0, 'GIF89a'),
  'image/webp': (bytes) => has(bytes, 0, 'RIFF') && has(bytes, 8, 'WEBP'),
  'image/avif': (bytes) => has(bytes, 4, 'ftyp') && brandsOf(bytes).some((brand) => /^avi[fs]$/.test(brand)),
};

/** Whether pictures of this type can be told by their first octets. */
export function isKnownPicture(type: string): boolean {
  return Object.hasOwn(TESTS, type);
}

/** The media type that the first octets of a picture tell; it is not decoded. Undefined when they tell none. */
export function pictureTypeOf(bytes: Buffer): string | undefined {
  return Object.keys(TESTS).find((type) => TESTS[type]?.(bytes));
}

function has(bytes: Buffer, offset: number, octets: string): boolean {
  return bytes.toString('latin1', offset, offset + octets.length) === octets;
}

/** The brands of a file's first box (ISO 14496-12): the main one, its version, the compatible ones. */
function brandsOf(bytes: Buffer): string[] {
  return bytes.toString('latin1', 8, Math.min(bytes.readUInt32BE(0), MAX_BOX_OCTETS)).match(/.{4}/gs) ?? [];
}

const MAX_BOX_OCTETS = 256;
