/** An integer within bounds; undefined for what is none. Strictly, it is written in one way only. */
export function boundedInteger(text: string, least: number, most: number, strict: boolean): number | undefined {
  if (strict && !/^(0|[1-9]\d*)$/.test(text)) return undefined;
  const value = Number(text.replaceAll('_', ''));
  return Number.isInteger(value) && value >= least && value <= most && text.trim() !== '' ? value : undefined;
}

export function isBoolean(text: string, strict: boolean): boolean {
  return strict ? ['true', 'false'].includes(text) : /^(true|false|1|0|yes|no|on|off|)$/i.test(text.trim());
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An item as it may be sent. Strictly, formats count, its id is not there, and its pet is what its kind says. */
export function isItem(value: unknown, strict: boolean): boolean {
  if (!isObject(value)) return false;
  const { name, code, mail, price, note, pet } = value;
  const isName = typeof name === 'string' && [...name].length >= 1 && [...name].length <= 30;
  const isMail =
    mail === undefined ||
    (typeof mail === 'string' && (!strict || /^[\w.+!#$%&'*/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+$/.test(mail)));
  const isPrice = price === undefined || (typeof price === 'number' && Number.isFinite(price) && price > 0);
  const isNote = note === undefined || note === null || typeof note === 'string';
  if (strict && 'id' in value) return false;
  return isName && typeof code === 'string' && isMail && isPrice && isNote && isPet(pet, strict);
}

function isPet(pet: unknown, strict: boolean): boolean {
  if (!isObject(pet) || typeof pet['kind'] !== 'string') return false;
  const { kind, lives = 9, tricks = 0 } = pet;
  if (!strict) return Number.isInteger(lives) || Number.isInteger(tricks);
  return (kind === 'Cat' && Number.isInteger(lives)) || (kind === 'Dog' && Number.isInteger(tricks));
}

/** Undefined for what is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether a name comes twice, as far as a short look tells. */
export function hasTwice(text: string): boolean {
  return /("\w*")\s*:[^{}]*\1\s*:/.test(text);
}
