import { MAX_FAILED_LOGINS } from '@/domain/stop-rule';
import type { LoginWatch } from './ports';

interface Standing {
  failed: number;
  /** Logins that went well since the last one that failed. */
  streak: number;
  undecided: number;
  readonly waiting: Set<() => void>;
}

/**
 * Keeps one wrong password from locking an account on thousands of routers. Until a credential has shown that it is good
 * no more logins are under way than failures are left to it.
 */
export class CredentialGuard {
  private readonly standings = new Map<string, Standing>();

  constructor(private readonly onSuspended: (credentialId: string, failedLogins: number) => void) {}

  /** What an earlier process learned of a credential. */
  restore(credentialId: string, failed: number, streak: number): void {
    Object.assign(this.standing(credentialId), { failed, streak });
  }

  suspended(credentialId: string): boolean {
    return this.standing(credentialId).failed >= MAX_FAILED_LOGINS;
  }

  /** Watches the login of one device. `decided` counts once, whatever is called after it. */
  watch(credentialId: string, signal: AbortSignal): LoginWatch {
    const standing = this.standing(credentialId);
    let state: 'before' | 'undecided' | 'decided' = 'before';
    return {
      mayLogIn: async () => {
        while (!signal.aborted && !this.suspended(credentialId) && state === 'before') {
          if (standing.undecided < loginsAtOnce(standing)) {
            standing.undecided += 1;
            state = 'undecided';
            return true;
          }
          await changeOf(standing, signal);
        }
        return false;
      },
      decided: (login) => {
        if (state === 'decided') return;
        if (state === 'undecided') standing.undecided -= 1;
        state = 'decided';
        if (login === 'ok') standing.streak += 1;
        if (login === 'refused') {
          standing.streak = 0;
          standing.failed += 1;
          if (standing.failed === MAX_FAILED_LOGINS) this.onSuspended(credentialId, standing.failed);
        }
        for (const wake of [...standing.waiting]) wake();
      },
    };
  }

  private standing(credentialId: string): Standing {
    let standing = this.standings.get(credentialId);
    if (!standing) {
      standing = { failed: 0, streak: 0, undecided: 0, waiting: new Set() };
      this.standings.set(credentialId, standing);
    }
    return standing;
  }
}

/** After a first failure a credential is watched closely again: as many at once as went well in a row since then. */
function loginsAtOnce({ failed, streak }: Standing): number {
  if (failed === 0 && streak > 0) return Number.POSITIVE_INFINITY;
  return Math.max(MAX_FAILED_LOGINS - failed, streak);
}

function changeOf({ waiting }: Standing, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      waiting.delete(wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    waiting.add(wake);
    signal.addEventListener('abort', wake);
  });
}
