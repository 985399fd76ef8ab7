import type { Api, Behaviour } from '../apis/index.ts';
import type { Conformance } from '../contract/conformance.ts';
import type { Contract } from '../contract/contract.ts';
import type { Router } from '../contract/routes.ts';
import type { ServedSite } from '../docs/served/served-site.ts';
import type { Log } from '../edge/log.ts';
import type { Veil } from '../edge/secrets.ts';
import type { Gallery } from '../images/gallery.ts';
import type { Storage } from '../storage/storage.ts';
import type { Admission } from './admission.ts';
import type { Tools } from './handler.ts';
import type { Judgements } from './judgements.ts';
import type { Metrics } from './metrics.ts';
import type { Sessions } from './sessions.ts';
import type { Throttle } from './throttle.ts';
import type { Validator } from './validator.ts';
import type { Seed } from './world.ts';

/** One API at work. */
export interface ServedApi {
  api: Api;
  contract: Contract;
  behaviour: Behaviour;
  seed: Seed<object>;
  validator: Validator;
  conformance: Conformance;
  tools: Tools;
}

/** `strict` puts the API's own 500 in the place of an answer that breaks the contract, `report` only tells. */
export type GateMode = 'strict' | 'report';

/** What the reference server is made of. */
export interface ServerParts {
  served: ReadonlyMap<Contract, ServedApi>;
  router: Router;
  gallery: Gallery;
  storage: Storage;
  sessions: Sessions;
  throttle: Throttle;
  judgements: Judgements;
  /** For the bodies that are in memory at once. */
  admission: Admission;
  metrics: Metrics;
  veil: Veil;
  site: ServedSite;
  log: Log;
  gate: GateMode;
  anyToken: boolean;
  /** `host:port`s that avatars may be fetched from although they are private. */
  fetchFrom: readonly string[];
  /** The address that it listens on, as it was given. */
  host: string;
  startedAt: number;
  /** `http://host:port`; known once it listens. */
  origin: string;
}
