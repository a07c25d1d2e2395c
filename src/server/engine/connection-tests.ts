import type { ConnectionReport } from '@/domain/connection-test';
import { canonicalEndpoint } from '@/domain/device';
import type { Failure } from '@/domain/failure-schema';
import type { DeviceLocks } from './device-locks';
import type { Places } from './places';
import type { ConnectionTest, Engine, EngineDeps } from './ports';

/** How long a test waits for a device that a job holds, and then for a session place: somebody sits before the page. */
const WAIT_MS = 3_000;

export interface ConnectionTests {
  readonly test: Engine['test'];
  /** Cuts those that run and takes no other. */
  stop(): Promise<void>;
}

/** Tests beside the jobs, by the same rules: one session per device (law 5), and no more sessions than there are places. */
export function createConnectionTests(
  deps: Pick<EngineDeps, 'executor' | 'limits'> & { readonly locks: DeviceLocks; readonly places: Places },
): ConnectionTests {
  const { executor, limits, locks, places } = deps;
  const { clocks, maxOutputBytes } = limits;
  const stopping = new AbortController();
  const running = new Set<Promise<unknown>>();

  async function test(subject: ConnectionTest['subject']): Promise<ConnectionReport> {
    const patience = AbortSignal.any([stopping.signal, AbortSignal.timeout(WAIT_MS)]);
    let report = untested({ kind: 'device_locked' });
    await locks.hold(lockOf(subject), patience, async () => {
      const giveBack = await places.take('high', patience);
      if (!giveBack) {
        report = untested({ kind: 'busy', detail: `all ${limits.maxSessions} sessions of the portal are taken` });
        return;
      }
      try {
        const whole = AbortSignal.any([stopping.signal, AbortSignal.timeout(clocks.deviceTotalMs)]);
        report = explained(await executor.test({ subject, clocks, maxOutputBytes }, whole), whole);
      } finally {
        giveBack();
      }
    });
    return report;
  }

  function explained(report: ConnectionReport, whole: AbortSignal): ConnectionReport {
    if (report.failure?.kind !== 'connection_lost' || !whole.aborted) return report;
    const failure: Failure = stopping.signal.aborted
      ? { kind: 'connection_lost', detail: 'The portal stopped' }
      : { kind: 'timeout', phase: 'total', ms: clocks.deviceTotalMs };
    return { ...report, failure };
  }

  return {
    test(subject) {
      const done = test(subject);
      const settled: Promise<unknown> = done.then(
        () => running.delete(settled),
        () => running.delete(settled),
      );
      running.add(settled);
      return done;
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

const untested = (failure: Failure): ConnectionReport => ({ failure, steps: [], platform: null, evidence: null });

/** Tests of one jump host come one after another; its sessions for devices are not in their way. */
const lockOf = (subject: ConnectionTest['subject']): string =>
  subject.kind === 'device'
    ? canonicalEndpoint(subject.target.address, subject.target.port)
    : `jump host ${subject.jumpHostId}`;
