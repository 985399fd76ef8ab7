/** A content coding that a body can be had in besides as it is. */
export type Coding = 'br' | 'gzip';

/** In the order in which we would rather send them. */
const CODINGS: readonly Coding[] = ['br', 'gzip'];

/** The coding that an `Accept-Encoding` (RFC 9110, section 12.5.3) wants most of those we have; undefined for none. */
export function codingFor(accepted = ''): Coding | undefined {
  const weights = new Map(accepted.split(',').map(weightOf));
  const weight = (coding: Coding): number => weights.get(coding) ?? weights.get('*') ?? 0;
  const [best] = CODINGS.filter((coding) => weight(coding) > 0).sort((one, other) => weight(other) - weight(one));
  return best;
}

function weightOf(entry: string): [name: string, weight: number] {
  const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const weight = q === undefined ? 1 : Number(q);
  return [name, Number.isNaN(weight) ? 0 : weight];
}
