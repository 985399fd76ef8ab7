import type { Contract } from '../../contract/contract.ts';
import type { Example } from '../../contract/document.ts';
import type { Seed } from '../../server/world.ts';
import type { Profile, Records } from './records.ts';

/** The profiles that the examples of the identifying headers name, each in the app that they say (`x-owner`). */
export function seed({ operations }: Contract): Seed<Records> {
  const parameters = operations.flatMap((operation) => operation.parameters);
  const examples = parameters
    .filter((parameter) => parameter['x-identifies'] !== undefined)
    .flatMap((parameter) => Object.values(parameter.examples ?? {}) as Example[]);
  const profiles = examples.map((example): [string, Profile] => [
    example['x-subject'] ?? String(example.value),
    { app: example['x-owner'] ?? '' },
  ]);
  return { profile: Object.fromEntries(profiles) };
}
