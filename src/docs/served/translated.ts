import { type Contract, contractOf } from '../../contract/contract.ts';
import { languagesOf } from '../languages.ts';

const known = new WeakMap<Contract, Map<string, Promise<Contract>>>();

/** The contract with its words in another language; as it is where there is no translation, or none that fits. */
export function translated(contract: Contract, language: string, folder: string): Promise<Contract> {
  const ours = known.get(contract) ?? new Map<string, Promise<Contract>>();
  known.set(contract, ours);
  const made = ours.get(language) ?? translate(contract, language, folder).catch(() => contract);
  ours.set(language, made);
  return made;
}

async function translate(contract: Contract, language: string, folder: string): Promise<Contract> {
  const { api, document } = contract;
  if (!languagesOf(api, folder).includes(language)) return contract;
  const { applied, readOverlay } = await import('../overlay.ts');
  return contractOf(api, await applied(document, readOverlay(api, language, folder)));
}
