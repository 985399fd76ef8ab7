import { type Api, apis } from './index.ts';

/**
 * The APIs of these names; all when there is none.
 * @throws Error naming those there are.
 */
export function chosenApis(names: string[]): readonly Api[] {
  const unknown = names.find((name) => !apis.some((api) => api.name === name));
  if (unknown !== undefined) {
    throw new Error(`There is no API “${unknown}”. There are ${apis.map(({ name }) => name).join(', ')}.`);
  }
  return names.length === 0 ? apis : apis.filter(({ name }) => names.includes(name));
}
