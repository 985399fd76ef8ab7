import { type Api, apis } from '../apis/index.ts';
import { type Conformance, conformanceOf } from '../contract/conformance.ts';
import { type Contract, contractOf } from '../contract/contract.ts';
import type { TestCredential } from '../contract/document.ts';
import { type Router, routerOf } from '../contract/routes.ts';
import { type Place, placesIn } from '../contract/source-places.ts';
import { bundledDocument, folderOf } from '../contract/sources.ts';
import { type Prism, prismOf } from '../mock/prism.ts';
import { contractFromFile } from './spec.ts';
import { type Workflows, workflowsBeside } from './workflows/index.ts';

/** One contract, ready to hold a server against. */
export interface Subject {
  contract: Contract;
  /** How the API words its failures, and what no schema can say; undefined for contracts that are not ours. */
  api: Api | undefined;
  prism: Prism;
  router: Router;
  conformance: Conformance;
  /** Declared beside the contract. */
  workflows: Workflows;
  /** Where a JSON pointer into the bundled document stands in its source. */
  placeOf(pointer: string): Place | undefined;
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
    prism: await prismOf(contract),
    router: routerOf([contract]),
    conformance: conformanceOf(contract),
    workflows: workflowsBeside(file, contract),
    placeOf: placesIn(file, contract.document),
  };
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
