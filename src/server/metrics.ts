import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the server counts, for Prometheus. */
export interface Metrics {
  answered(labels: { api: string; operation: string; status: number }, seconds: number): void;
  refused(api: string, kind: string): void;
  /** An answer of ours that breaks the contract. */
  violated(api: string, operation: string, check: string): void;
  pictureWork(kind: string, outcome: string, seconds: number): void;
  /** In the text format of Prometheus. */
  text(): Promise<{ type: string; text: string }>;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Counters of one server. `sessions` is asked whenever they are read. */
export function metricsOf(sessions: () => number): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 });
  const requests = new Counter({
    name: 'portrait_requests_total',
    help: 'Requests answered, by API, operation and status.',
    labelNames: ['api', 'operation', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'portrait_request_duration_seconds',
    help: 'Time from a request’s header to its answer, by API and operation.',
    labelNames: ['api', 'operation'],
    buckets: SECONDS,
    registers,
  });
  const refusals = new Counter({
    name: 'portrait_refusals_total',
    help: 'Requests refused, by API and reason.',
    labelNames: ['api', 'kind'],
    registers,
  });
  const violations = new Counter({
    name: 'portrait_contract_violations_total',
    help: 'Answers that broke the contract, by API, operation and check.',
    labelNames: ['api', 'operation', 'check'],
    registers,
  });
  const pictures = new Histogram({
    name: 'portrait_picture_work_seconds',
    help: 'Time spent on pictures, by kind of work and outcome.',
    labelNames: ['kind', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  new Gauge({
    name: 'portrait_sessions',
    help: 'Sessions that are known.',
    registers,
    collect() {
      this.set(sessions());
    },
  });
  // Finding a counter by its labels costs more than counting; there are as many as statuses are declared.
  const counters = new Map<string, { requests: Counter.Internal; durations: Histogram.Internal<string> }>();
  const countersOf = (api: string, operation: string, status: number): ReturnType<typeof newCounters> => {
    const key = `${api} ${operation} ${status}`;
    const known = counters.get(key) ?? newCounters(api, operation, status);
    counters.set(key, known);
    return known;
  };
  const newCounters = (api: string, operation: string, status: number) => ({
    requests: requests.labels(api, operation, String(status)),
    durations: durations.labels(api, operation),
  });
  return {
    answered({ api, operation, status }, seconds) {
      const counter = countersOf(api, operation, status);
      counter.requests.inc();
      counter.durations.observe(seconds);
    },
    refused: (api, kind) => refusals.inc({ api, kind }),
    violated: (api, operation, check) => violations.inc({ api, operation, check }),
    pictureWork: (kind, outcome, seconds) => pictures.observe({ kind, outcome }, seconds),
    text: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}
