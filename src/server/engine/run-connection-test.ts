import type { ConnectionReport, ConnectionStep, StepReport } from '@/domain/connection-test';
import type { Failure } from '@/domain/failure-schema';
import type { Clock, ConnectionTest, ConnectOptions } from './ports';
import type { RunDeviceDeps } from './run-device';

/**
 * Goes through a connection step by step and ends it: no command is sent beyond the platform's set-up lines. Throws only
 * what a port of this side throws.
 */
export async function runConnectionTest(
  test: ConnectionTest,
  signal: AbortSignal,
  { connect, clock }: RunDeviceDeps,
): Promise<ConnectionReport> {
  const steps = recordSteps(clock);
  const options: ConnectOptions = {
    clocks: test.clocks,
    maxOutputBytes: test.maxOutputBytes,
    signal,
    onPhase: () => {},
    onStep: steps.begin,
  };
  if (test.subject.kind === 'jump_host') {
    if (!connect.testJumpHost) throw new Error('This wire has no jump hosts');
    const failure = await connect.testJumpHost(test.subject.jumpHostId, options);
    return { failure, steps: steps.end(failure), platform: null, evidence: null };
  }
  const connected = await connect(test.subject.target, options);
  const failure = connected.ok ? null : connected.error;
  const made = steps.end(failure);
  if (!connected.ok) return { failure, steps: made, platform: null, evidence: null };
  await connected.value.close();
  const { platform, evidence } = connected.value;
  return { failure, steps: made, platform, evidence: evidence ?? null };
}

/** Each step lasts until the next one begins; the last one is the one that failed, if anything did. */
function recordSteps(clock: Clock) {
  const made: StepReport[] = [];
  let current: { step: ConnectionStep; jumpHost: string | null; since: number } | null = null;
  const settle = (ok: boolean) => {
    if (current === null) return;
    const { step, jumpHost, since } = current;
    made.push({ step, jumpHost, ok, durationMs: Math.round(clock.now() - since) });
    current = null;
  };
  const begin = (step: ConnectionStep, jumpHost: string | null) => {
    settle(true);
    current = { step, jumpHost, since: clock.now() };
  };
  return {
    begin,
    end(failure: Failure | null): StepReport[] {
      // A credential that is of no use is found before anything is sent; it is the login that fails by it.
      const login = current?.step === 'login' || current?.step === 'prompt' || current?.step === 'reuse';
      if (failure?.kind === 'auth_failed' && current !== null && !login) begin('login', current.jumpHost);
      settle(failure === null);
      return made;
    },
  };
}
