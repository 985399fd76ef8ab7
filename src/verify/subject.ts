import { existsSync } from 'node:fs';
import { LRUCache } from 'lru-cache';
import { type Api, apis } from '../apis/index.ts';
import { type Conformance, conformanceOf } from '../contract/conformance.ts';
import { type Contract, contractOf } from '../contract/contract.ts';
import type { TestCredential } from '../contract/document.ts';
import type { Violation } from '../contract/failures.ts';
import type { ApiRequest } from '../contract/request.ts';
import { type Router, routerOf } from '../contract/routes.ts';
import { type Place, placesIn } from '../contract/source-places.ts';
import { bundledDocument, folderOf } from '../contract/sources.ts';
import type { Prism } from '../mock/prism.ts';
import { inputOf, type Shown } from '../mock/prism-input.ts';
import { contractFromFile } from './spec.ts';
import { workflowsFile } from './workflows/file.ts';
import type { Workflows } from './workflows/index.ts';

/** One contract, ready to hold a server against. */
export interface Subject {
  contract: Contract;
  /** How the API words its failures, and what no schema can say; undefined for contracts that are not ours. */
  api: Api | undefined;
  prism: AwaitedPrism;
  router: Router;
  conformance: Conformance;
  /** Declared beside the contract. */
  workflows: Workflows;
  /** Where a JSON pointer into the bundled document stands in its source. */
  placeOf(pointer: string): Place | undefined;
}

/** Prism, which is loaded when it is asked first: that takes longer than to find out whether there is a server. */
export interface AwaitedPrism extends Prism {
  /** @throws Error when Prism cannot read the contract. */
  made(): Promise<unknown>;
}

/** Credentials of the caller's own, by the name of a test credential or of a security scheme. */
export type OwnCredentials = ReadonlyMap<string, string>;

/**
 * Puts one of our contracts to work.
 * @throws Error when its bundle is missing.
 */
export async function subjectNamed(api: Api, own: OwnCredentials): Promise<Subject> {
  const contract = contractOf(api.name, bundledDocument(api.name));
  return subjectOf(withCredentials(contract, own), api, `${folderOf(api.name)}/openapi.yaml`);
}

/**
 * Puts the contract of a file to work. Where it is one of ours (by `info.title`), its failures are known as well.
 * @throws Error when the file cannot be read as a contract; the message says where.
 */
export async function subjectFrom(file: string, own: OwnCredentials): Promise<Subject> {
  const { contract } = await contractFromFile(file);
  const known = apis.find(({ name }) => bundledDocument(name).info.title === contract.document.info.title);
  return subjectOf(withCredentials(contract, own), known, file);
}

async function subjectOf(contract: Contract, api: Api | undefined, file: string): Promise<Subject> {
  return {
    contract,
    api,
    prism: awaitedPrism(contract),
    router: routerOf([contract]),
    conformance: conformanceOf(contract),
    workflows: await workflowsOf(file, contract),
    placeOf: placesIn(file, contract.document),
  };
}

function awaitedPrism(contract: Contract): AwaitedPrism {
  let known: Promise<Prism> | undefined;
  const made = (): Promise<Prism> => {
    known ??= import('../mock/prism.ts').then(({ prismOf }) => prismOf(contract));
    return known;
  };
  const verdicts = new LRUCache<string, Promise<Violation[]>>({ max: REMEMBERED });
  return {
    made,
    violationsOf(request, shown) {
      const key = keyOf(request, shown);
      const verdict = verdicts.get(key) ?? made().then((prism) => prism.violationsOf(request, shown));
      if (key.length <= MAX_KEY) verdicts.set(key, verdict);
      return verdict;
    },
    answerFor: async (operation, choice) => (await made()).answerFor(operation, choice),
  };
}

/** Verdicts that are remembered, and the letters of what they are about. */
const REMEMBERED = 500;
const MAX_KEY = 2_000;

/** Many requests differ only by their credential, or by the octets of a file, which Prism is not shown. */
function keyOf(request: ApiRequest, shown: Shown | undefined): string {
  return `${request.operation.path} ${JSON.stringify(inputOf(request, shown))}`;
}

/** What reads them is a third of all that is loaded, and most contracts have none. */
async function workflowsOf(file: string, contract: Contract): Promise<Workflows> {
  if (!existsSync(workflowsFile(file))) return { sequences: [] };
  const { workflowsBeside } = await import('./workflows/index.ts');
  return workflowsBeside(file, contract);
}

/**
 * The contract with the caller's own credentials in the place of the test ones of that name, or beside them under the
 * name of a security scheme. Of test credentials none is left then: a server that has real ones knows no others.
 */
function withCredentials(contract: Contract, own: OwnCredentials): Contract {
  const named = contract.credentials.filter(({ name }) => own.has(name));
  const replaced = named.map((one): TestCredential => ({ ...one, credential: own.get(one.name) as string }));
  const added = [...own]
    .filter(([name]) => contract.schemes.has(name))
    .map(([name, credential]): TestCredential => ({ name, credential, scopes: scopesOf(contract) }));
  const credentials = [...replaced, ...added];
  return credentials.length === 0 ? contract : { ...contract, credentials };
}

/** Every scope that any operation asks for. */
function scopesOf({ operations }: Contract): string[] {
  return [...new Set(operations.flatMap(({ security }) => security.flatMap((need) => Object.values(need).flat())))];
}
