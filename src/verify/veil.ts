import { withoutWord } from '../contract/security.ts';
import type { OwnCredentials } from './subject.ts';

/**
 * Takes the caller's own credentials out of a text, if there are any; the contract's test ones are no secrets. They may
 * stand there as they are in addresses, forms and JSON, and in the letters that cases try.
 */
export function veilOf(own: OwnCredentials): ((text: string) => string) | undefined {
  const secrets = [...own]
    .flatMap(([name, credential]) =>
      [credential, withoutWord(credential)].flatMap((secret) =>
        waysToWrite(secret).map((written) => [written, `<${name}>`] as const),
      ),
    )
    // One may be the beginning of another.
    .sort(([one], [other]) => other.length - one.length);
  if (secrets.length === 0) return undefined;
  return (text) => secrets.reduce((veiled, [secret, name]) => veiled.replaceAll(secret, name), text);
}

function waysToWrite(secret: string): string[] {
  const spoken = [secret, secret.toUpperCase(), secret.toLowerCase()];
  const ways = spoken.flatMap((text) => [
    text,
    encodeURIComponent(text),
    new URLSearchParams([['', text]]).toString().slice(1),
    JSON.stringify(text).slice(1, -1),
  ]);
  return [...new Set(ways)].filter((text) => text !== '');
}
