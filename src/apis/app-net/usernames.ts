import type { Contract } from '../../contract/contract.ts';
import type { Example } from '../../contract/document.ts';

/** The users that can be mentioned, by username in lower case. */
export type Usernames = ReadonlyMap<string, { name: string; id: string }>;

/** The usernames among the examples of the parameter that identifies users. */
export function usernamesOf({ operations }: Contract): Usernames {
  const parameters = operations.flatMap((operation) => operation.parameters);
  const examples = parameters
    .filter((parameter) => parameter['x-identifies'] !== undefined)
    .flatMap((parameter) => Object.values(parameter.examples ?? {}) as Example[]);
  return new Map(
    examples.flatMap(({ value, 'x-subject': id }) => {
      const [, name] = /^@(.+)$/.exec(String(value)) ?? [];
      return name === undefined || id === undefined ? [] : [[name.toLowerCase(), { name, id }]];
    }),
  );
}
