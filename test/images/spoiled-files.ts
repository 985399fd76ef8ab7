import { crc32, deflateSync } from 'node:zlib';
import { chunk } from '../../src/verify/cases/uploads/pictures.ts';

/** Text that is hidden in pictures, and must not come out again. */
export const SMUGGLED = 'SMUGGLED<script>alert(1)</script>';

/** The beginning of a file whose end never came. */
export function truncated(bytes: Buffer, share: number): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length * share));
}

/** A file with another behind it, as browsers and archivers would find it. */
export function followedBy(bytes: Buffer, trailer: string | Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.from(trailer)]);
}

/** An archive of one stored file, which unpackers find from its end. */
export function zipOf(text: string): Buffer {
  const data = Buffer.from(text);
  const name = Buffer.from('a.txt');
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt32LE(crc32(data), 10);
  common.writeUInt32LE(data.length, 14);
  common.writeUInt32LE(data.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, name, data]);
  const entry = Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), common, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}

/** A JPEG with one more segment after its first two octets. */
export function withSegment(jpeg: Buffer, marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, data, jpeg.subarray(2)]);
}

/** A JPEG that says it is this large, whatever follows. */
export function jpegClaiming(jpeg: Buffer, width: number, height: number): Buffer {
  const claiming = Buffer.from(jpeg);
  for (let at = 2; at < claiming.length; at += 2 + claiming.readUInt16BE(at + 2)) {
    if (claiming[at + 1] !== 0xc0) continue;
    claiming.writeUInt16BE(height, at + 5);
    claiming.writeUInt16BE(width, at + 7);
    break;
  }
  return claiming;
}

/** A PNG with one more chunk after its header. */
export function withChunk(png: Buffer, type: string, data: Buffer): Buffer {
  return Buffer.concat([png.subarray(0, END_OF_IHDR), chunk(type, data), png.subarray(END_OF_IHDR)]);
}

const END_OF_IHDR = 33;

/** A text chunk of a few octets that unpacks to this many. */
export function compressedText(octets: number): Buffer {
  return Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), deflateSync(Buffer.alloc(octets, 0x61), { level: 9 })]);
}

/** A PNG whose two frames show in viewers that know APNG: the second is smuggled in. */
export function apng(png: Buffer): Buffer {
  const control = Buffer.alloc(8);
  control.writeUInt32BE(2, 0);
  const frame = Buffer.alloc(26);
  png.copy(frame, 4, 16, 24);
  const second = Buffer.from(frame);
  second.writeUInt32BE(1, 0);
  const data = Buffer.concat([Buffer.from([0, 0, 0, 2]), Buffer.from(SMUGGLED)]);
  const begun = withChunk(withChunk(png, 'fcTL', frame), 'acTL', control);
  const end = begun.length - IEND_BYTES;
  return Buffer.concat([begun.subarray(0, end), chunk('fcTL', second), chunk('fdAT', data), begun.subarray(end)]);
}

const IEND_BYTES = 12;

/** A GIF with a comment after its palette. */
export function withGifComment(gif: Buffer, text: string): Buffer {
  const flags = gif[10] ?? 0;
  const start = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  const comment = Buffer.concat([Buffer.from([0x21, 0xfe, text.length]), Buffer.from(text), Buffer.from([0])]);
  return Buffer.concat([gif.subarray(0, start), comment, gif.subarray(start)]);
}

/** A WebP that says its canvas is this large, around a picture that is not. */
export function webpClaiming(webp: Buffer, width: number, height: number): Buffer {
  const extended = Buffer.alloc(18);
  extended.write('VP8X', 'latin1');
  extended.writeUInt32LE(10, 4);
  extended.writeUIntLE(width - 1, 12, 3);
  extended.writeUIntLE(height - 1, 15, 3);
  const body = Buffer.concat([Buffer.from('WEBP'), extended, webp.subarray(12)]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}
