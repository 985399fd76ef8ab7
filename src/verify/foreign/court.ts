import { placesOf } from '../../contract/conformance/places.ts';
import { readSchemas } from '../../contract/conformance/readings.ts';
import type { SchemaFault, Schemas } from '../../contract/conformance/schemas.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Schema } from '../../contract/document.ts';
import type { Violation } from '../../contract/failures.ts';
import type { Court } from '../../contract/judge.ts';
import { courtOf } from '../../mock/verdict.ts';
import type { Subject } from '../subject.ts';

/** Thrown where readers of the contract differ over a request. */
export class Undecided extends Error {
  override name = 'Undecided';
}

/**
 * Judges requests by a contract that is not ours: JSON bodies by the schemas alone, whatever value they are. What only
 * a format, a discriminator or a property of answers speaks against is undecided.
 */
export function foreignCourt({ contract, prism }: Pick<Subject, 'contract' | 'prism'>, anyToken: boolean): Court {
  const common = courtOf(undefined, prism, anyToken);
  return {
    ...common,
    readsAnyJson: true,
    async violationsOf(asked, sent) {
      const { media, json } = sent;
      const found = await common.violationsOf(asked, json === undefined ? sent : { ...sent, json: {} });
      const ofParameters = found.filter(({ location }) => location[1] !== 'body');
      const broken = ofParameters.filter(({ code }) => code !== 'format');
      if (broken.length > 0) return broken;
      if (ofParameters.length > 0) throw new Undecided('Formats of parameters are remarks.');
      if (json === undefined) return found;
      return media?.schema === undefined ? [] : bodyViolations(contract, media.schema, json);
    },
  };
}

function bodyViolations(contract: Contract, schema: Schema, json: unknown): Violation[] {
  const { leniently, strictly } = readingsOf(contract);
  const faults = leniently.faults(schema, json);
  if (faults.length === 0 && strictly.faults(schema, json).length > 0)
    throw new Undecided('Readers of the schema differ over this body.');
  return faults.map(violationOf);
}

function violationOf({ message, place }: SchemaFault): Violation {
  const location = ['request', 'body', ...place.split('/').slice(1)];
  return { location, severity: 'Error', code: 'schema', message: `In the body, ${message}.` };
}

const known = new WeakMap<Contract['document'], { leniently: Schemas; strictly: Schemas }>();

function readingsOf({ document }: Contract): { leniently: Schemas; strictly: Schemas } {
  const before = known.get(document);
  if (before !== undefined) return before;
  const places = placesOf(document);
  const readings = {
    leniently: readSchemas(document, places, 'leniently', []),
    strictly: readSchemas(document, places, 'strictly', 'all'),
  };
  known.set(document, readings);
  return readings;
}
