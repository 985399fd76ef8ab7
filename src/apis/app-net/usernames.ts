import type { Contract } from '../../contract/contract.ts';
import { identifyingExamples } from '../../contract/subjects.ts';

/** The users that can be mentioned, by username in lower case. */
export type Usernames = ReadonlyMap<string, { name: string; id: string }>;

/** The usernames among the examples of the parameter that identifies users. */
export function usernamesOf(contract: Contract): Usernames {
  return new Map(
    identifyingExamples(contract).flatMap(({ value, 'x-subject': id }) => {
      const [sign, name] = [String(value).slice(0, 1), String(value).slice(1)];
      return sign !== '@' || id === undefined ? [] : [[name.toLowerCase(), { name, id }]];
    }),
  );
}
