import { Histogram, type Registry } from 'prom-client';
import type { SessionMeter } from '../engine/ports';

/** A modern key exchange takes 10 to 100 ms, an old router's seconds; HANDSHAKE_TIMEOUT_MS and AUTH_TIMEOUT_MS are 20 s. */
const STEP_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

/** How long routers and jump hosts take to let the portal in. */
export function sessionMetrics(registry: Registry): SessionMeter {
  const histogram = (name: string, help: string) =>
    new Histogram({ name, help, labelNames: ['result'], buckets: STEP_SECONDS, registers: [registry] });
  const steps = {
    handshake: histogram(
      'areazero_ssh_handshake_duration_seconds',
      'SSH handshakes (identification, key exchange, host key), without the wait for a turn; result ok or failed',
    ),
    login: histogram(
      'areazero_ssh_login_duration_seconds',
      'SSH logins, without the wait for leave to log in; result ok or failed',
    ),
  };
  return { step: (step, ms, ok) => steps[step].observe({ result: ok ? 'ok' : 'failed' }, ms / 1000) };
}
