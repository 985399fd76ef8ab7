import { InvalidArgumentError } from 'commander';

/**
 * A number on a command line.
 * @throws InvalidArgumentError for anything else.
 */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number is expected.');
  return Number(text);
}
