import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { ApiMeter } from '../api/context';
import type { RequestMeter } from '../api/request-route';

/** 0.1 s is what every answer of the API aims for; downloads take as long as they are large. */
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Who asks, and how long answers take. A stream lasts as long as somebody looks: it is counted, not timed. */
export function apiMetrics(registry: Registry): ApiMeter & RequestMeter {
  const registers = [registry];
  const labelNames = ['route', 'status'];
  const requests = new Counter({
    name: 'areazero_http_requests_total',
    help: 'Requests that were answered, by route and class of status',
    labelNames,
    registers,
  });
  const seconds = new Histogram({
    name: 'areazero_http_request_duration_seconds',
    help: 'The same, to the last byte, streams left out',
    labelNames,
    buckets: REQUEST_SECONDS,
    registers,
  });
  const subscriptions = new Gauge({ name: 'areazero_subscriptions', help: 'Open subscriptions', registers });
  return {
    subscriptions: (change) => subscriptions.inc(change),
    answered(route, status, ms) {
      const labels = { route, status: `${Math.floor(status / 100)}xx` };
      requests.inc(labels);
      if (route !== 'stream') seconds.observe(labels, ms / 1000);
    },
  };
}
