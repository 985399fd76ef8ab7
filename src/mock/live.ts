import type { Api } from '../apis/index.ts';
import { type Contract, contractOf } from '../contract/contract.ts';
import type { Document } from '../contract/document.ts';
import { demandFailures } from '../contract/reply.ts';
import { type Router, routerOf } from '../contract/routes.ts';
import { folderOf } from '../contract/sources.ts';
import { type Gallery, galleryOf } from '../images/gallery.ts';
import { type Memory, memoryFor } from './memory.ts';
import { type Prism, prismOf } from './prism.ts';

/** One contract at work. */
export interface Served {
  api: Api;
  contract: Contract;
  prism: Prism;
}

/** Everything that is made from the contracts. Replaced as a whole when one of them changes. */
export interface Live {
  served: ReadonlyMap<Contract, Served>;
  router: Router;
  gallery: Gallery;
  memory: Memory;
}

/**
 * Puts contracts to work, with the pictures of their folder. Those whose document is still the same are taken over from `before`.
 * @throws Error when a document cannot be served; nothing has changed then.
 */
export async function liveOf(
  folder: string,
  documents: ReadonlyMap<Api, Document>,
  remembered: number,
  before?: Live,
): Promise<Live> {
  const known = new Map([...(before?.served.values() ?? [])].map((served) => [served.contract.digest, served]));
  const served: Served[] = [];
  for (const [api, document] of documents) {
    const contract = contractOf(api.name, document);
    demandFailures(contract, api.failures);
    served.push(known.get(contract.digest) ?? { api, contract, prism: await prismOf(contract) });
  }
  const contracts = served.map(({ contract }) => contract);
  return {
    served: new Map(served.map((one) => [one.contract, one])),
    router: routerOf(contracts),
    gallery: await galleryOf(contracts, (api) => folderOf(api, folder)),
    memory: memoryFor(contracts, remembered),
  };
}
