import './lean-libraries.ts';
import type { Api } from '../apis/index.ts';
import { conformanceOf } from '../contract/conformance.ts';
import { type Contract, contractOf } from '../contract/contract.ts';
import type { Document } from '../contract/document.ts';
import { demandFailures } from '../contract/reply.ts';
import { routerOf } from '../contract/routes.ts';
import { folderOf, OPENAPI_FOLDER } from '../contract/sources.ts';
import { servedSite } from '../docs/served/served-site.ts';
import type { Log } from '../edge/log.ts';
import { malformedAnswer } from '../edge/malformed.ts';
import { veilOf } from '../edge/secrets.ts';
import { type Listening, listen } from '../http/server.ts';
import { type Gallery, galleryOf } from '../images/gallery.ts';
import { onImageWork } from '../images/work.ts';
import type { Storage } from '../storage/storage.ts';
import { admissionOf } from './admission.ts';
import { appOf } from './app.ts';
import { pictureFetcher } from './fetching.ts';
import { judgementsFor } from './judgements.ts';
import { metricsOf } from './metrics.ts';
import { pagesOf } from './own-pages.ts';
import type { GateMode, ServedApi, ServerParts } from './parts.ts';
import { sessionsOf } from './sessions.ts';
import { throttleOf } from './throttle.ts';
import { validatorOf } from './validator.ts';
import { frozen } from './world.ts';

export interface ServerOptions {
  storage: Storage;
  host: string;
  /** 0 takes any free port. */
  port: number;
  gate: GateMode;
  anyToken: boolean;
  /** Whether rate limits hold. */
  rateLimits: boolean;
  sessionIdleMs: number;
  /** `host:port`s that avatars may be fetched from although they are private. */
  fetchFrom: readonly string[];
  log: Log;
  /** Milliseconds since 1970. */
  now?(): number;
}

const MEBIBYTE = 1024 * 1024;
/** Octets of request bodies in memory at once; more of them wait for their turn. */
const BODIES_AT_ONCE = 48 * MEBIBYTE;

/**
 * The reference server of all given contracts behind one port. Stopping it leaves the storage open.
 * @throws Error when a document cannot be served, the storage cannot be read, or the port cannot be had.
 */
export async function startServer(
  documents: ReadonlyMap<Api, Document>,
  { storage, log, now = Date.now, ...options }: ServerOptions,
): Promise<Listening> {
  const contracts = new Map([...documents].map(([api, document]) => [contractOf(api.name, document), api]));
  const gallery = await galleryOf([...contracts.keys()], folderOf);
  const served = new Map<Contract, ServedApi>();
  for (const [contract, api] of contracts)
    served.set(contract, servedApi(api, contract, gallery, options.fetchFrom, now));
  const throttle = throttleOf([...contracts.keys()], { now, lifted: !options.rateLimits });
  const sessions = await sessionsOf({
    storage,
    idleMs: options.sessionIdleMs,
    now,
    renewed: (world) => throttle.forget(world),
    failed: (error) => log.error('Idle sessions could not be forgotten', error),
  });
  const metrics = metricsOf(() => sessions.count());
  const parts: ServerParts = {
    served,
    router: routerOf([...contracts.keys()]),
    gallery,
    storage,
    sessions,
    throttle,
    judgements: judgementsFor([...contracts.keys()]),
    admission: admissionOf(BODIES_AT_ONCE),
    metrics,
    veil: veilOf([...contracts.keys()]),
    site: servedSite({ contracts: () => [...contracts.keys()], folder: OPENAPI_FOLDER, log }),
    log,
    gate: options.gate,
    anyToken: options.anyToken,
    fetchFrom: options.fetchFrom,
    host: options.host,
    startedAt: now(),
    origin: '',
  };
  const app = appOf(parts, pagesOf(parts));
  const listening = await listen(
    {
      handle: app,
      malformed: (reason, packet, request) => malformedAnswer(parts, reason, packet, request),
    },
    options.host,
    options.port,
  );
  parts.origin = listening.origin;
  const unlisten = onImageWork((work, seconds, outcome) => metrics.pictureWork(work, outcome, seconds));
  return {
    ...listening,
    async stop() {
      await Promise.all([listening.stop(), parts.site.stop()]);
      sessions.stop();
      unlisten();
    },
  };
}

function servedApi(
  api: Api,
  contract: Contract,
  gallery: Gallery,
  fetchFrom: readonly string[],
  now: () => number,
): ServedApi {
  demandFailures(contract, api.failures);
  const { behaviour } = api;
  return {
    api,
    contract,
    behaviour,
    seed: frozen(behaviour.seed(contract)),
    validator: validatorOf(contract),
    // Ajv is a tenth of the time to start; the first answer is early enough.
    get conformance() {
      return conformanceOf(contract);
    },
    tools: { contract, now, fetchPicture: pictureFetcher(contract, gallery, fetchFrom) },
  };
}
