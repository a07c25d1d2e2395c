import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { DEVICE_RUN_STATES, JOB_STATES, type JobState } from '@/domain/job';
import type { ApiMeter } from '../api/context';
import type { RequestMeter } from '../api/request-route';
import type { EngineLoad, JobWatch, SessionMeter } from '../engine/ports';
import { apiMetrics } from './api-metrics';
import { jobMetrics } from './job-metrics';
import { sessionMetrics } from './session-metrics';

/** What is read at each scrape. */
export interface MetricSources {
  readonly version: string;
  readonly jobs: () => Promise<Partial<Record<JobState, number>>>;
  readonly load: () => EngineLoad;
  readonly maxSessions: number;
  readonly inventory: () => Promise<number>;
  readonly websockets: () => number;
  /** Of the database and of the log beside it. */
  readonly databaseBytes: () => { readonly main: number; readonly wal: number };
}

/** Everything that `/metrics` tells; docs/operations.md lists it. Made before what it listens to. */
export interface Metrics {
  readonly watch: JobWatch;
  readonly sessions: SessionMeter;
  readonly api: ApiMeter & RequestMeter;
  readonly contentType: string;
  readFrom(sources: MetricSources): void;
  /** Prometheus text. */
  text(): Promise<string>;
}

/** Gauges of the library with a counter's name, which checkers of metrics refuse: sums of `nodejs_active_resources` and its like. */
const MISNAMED = ['nodejs_active_resources_total', 'nodejs_active_handles_total', 'nodejs_active_requests_total'];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  return {
    watch: jobMetrics(registry),
    sessions: sessionMetrics(registry),
    api: apiMetrics(registry),
    contentType: registry.contentType,
    readFrom: (sources) => readAtScrape(registry, sources),
    text: () => registry.metrics(),
  };
}

type Values = Iterable<readonly [string, number | undefined]>;

function readAtScrape(registry: Registry, sources: MetricSources): void {
  const registers = [registry];
  const gauge = (name: string, help: string, value: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await value());
      },
    });
  const byLabel = (name: string, help: string, label: string, values: () => Values | Promise<Values>) =>
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers,
      async collect() {
        for (const [labelValue, value] of await values()) this.set({ [label]: labelValue }, value ?? 0);
      },
    });

  const { load, databaseBytes } = sources;
  byLabel('areazero_jobs', 'Jobs in each state', 'state', async () => {
    const counts = await sources.jobs();
    return JOB_STATES.map((state) => [state, counts[state]] as const);
  });
  byLabel('areazero_devices', 'Devices of jobs that have not ended, in each state', 'state', () => {
    const { devices } = load();
    return DEVICE_RUN_STATES.map((state) => [state, devices[state]] as const);
  });
  gauge('areazero_inventory_devices', 'Devices in the inventory', sources.inventory);
  gauge('areazero_sessions', 'Sessions with devices, over all jobs', () => load().sessions);
  gauge('areazero_sessions_limit', 'MAX_SESSIONS', () => sources.maxSessions);
  gauge('areazero_sessions_waiting', 'Devices that wait for one of them', () => load().sessionsWaiting);
  gauge('areazero_events_unstored', 'Events of jobs that wait to be stored', () => load().unstoredEvents);
  gauge('areazero_worker_threads', 'Threads that run devices', () => load().threads?.alive ?? 0);
  gauge(
    'areazero_worker_threads_lost',
    'Threads that ended unexpectedly since the start',
    () => load().threads?.lost ?? 0,
  );
  gauge('areazero_websocket_clients', 'Open websockets', sources.websockets);
  byLabel('areazero_database_bytes', 'Size of the database and of the log beside it', 'file', () =>
    Object.entries(databaseBytes()),
  );
  byLabel('areazero_build_info', 'Always 1; the label is the version', 'version', () => [[sources.version, 1]]);
}
