import type { Api } from '../../../src/apis/index.ts';
import { apis } from '../../../src/apis/index.ts';
import { adaptyAnimals } from './adapty.ts';
import type { Animal } from './animal.ts';
import { appNetAnimals } from './app-net.ts';
import { creatorsHubAnimals } from './creators-hub.ts';
import { mastodonAnimals } from './mastodon.ts';

const animals: Record<string, readonly Animal[]> = {
  mastodon: mastodonAnimals,
  adapty: adaptyAnimals,
  'creators-hub': creatorsHubAnimals,
  'app-net': appNetAnimals,
};

/** All planted bugs, with the API that each is planted into. */
export const zoo: readonly (readonly [api: Api, animal: Animal])[] = apis.flatMap((api) =>
  (animals[api.name] ?? []).map((animal) => [api, animal] as const),
);
