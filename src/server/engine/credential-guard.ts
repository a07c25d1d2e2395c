import { MAX_FAILED_LOGINS } from '@/domain/stop-rule';
import type { LoginWatch } from './ports';

interface Standing {
  failed: number;
  /** Logins of which an earlier process did not learn how they went; forgotten when one goes well. */
  doubtful: number;
  suspended: boolean;
  undecided: number;
  readonly waiting: Set<() => void>;
}

/**
 * A router that has not answered a password for so long holds nobody else back. Refusals come sooner: those that delay
 * one (PAM, most AAA servers) do so for two or three seconds.
 */
const UNDECIDED_MS = 5_000;

/**
 * Keeps one wrong password from locking an account on thousands of routers: no more logins of a credential are under way
 * than failures are left to it, also when it was good until now, since passwords are changed while jobs run. What it
 * costs is little, as only the moment from the password to its answer counts, not the key exchange before it.
 */
export class CredentialGuard {
  private readonly standings = new Map<string, Standing>();

  constructor(private readonly onSuspended: (credentialId: string, failedLogins: number) => void) {}

  /** What an earlier process learned of a credential, and how many of its logins had no answer yet. */
  restore(credentialId: string, known: Pick<Standing, 'failed' | 'doubtful' | 'suspended'>): void {
    Object.assign(this.standing(credentialId), known);
  }

  suspended(credentialId: string): boolean {
    return this.standing(credentialId).suspended;
  }

  /** Watches the login of one device. `decided` counts once, whatever is called after it. */
  watch(credentialId: string, signal: AbortSignal): LoginWatch {
    const standing = this.standing(credentialId);
    let state: 'before' | 'undecided' | 'decided' = 'before';
    let place: { giveOn: () => void } | null = null;
    return {
      mayLogIn: async () => {
        while (!signal.aborted && !standing.suspended && state === 'before') {
          if (standing.undecided < loginsAtOnce(standing)) {
            state = 'undecided';
            place = takePlace(standing);
            return true;
          }
          await turnOf(standing, signal);
        }
        // It may have been woken for a place that it does not take.
        wake(standing);
        return false;
      },
      decided: (login) => {
        if (state === 'decided') return;
        state = 'decided';
        if (login === 'ok') standing.doubtful = 0;
        if (login === 'refused') this.refused(credentialId, standing);
        place?.giveOn();
        wake(standing);
      },
    };
  }

  private refused(credentialId: string, standing: Standing): void {
    standing.failed += 1;
    if (standing.suspended || standing.failed + standing.doubtful < MAX_FAILED_LOGINS) return;
    standing.suspended = true;
    this.onSuspended(credentialId, standing.failed);
  }

  private standing(credentialId: string): Standing {
    let standing = this.standings.get(credentialId);
    if (!standing) {
      standing = { failed: 0, doubtful: 0, suspended: false, undecided: 0, waiting: new Set() };
      this.standings.set(credentialId, standing);
    }
    return standing;
  }
}

/** At least one while the credential is not suspended: doubt alone, with no failure seen, stops nobody. */
function loginsAtOnce({ failed, doubtful }: Standing): number {
  return Math.max(1, MAX_FAILED_LOGINS - failed - doubtful);
}

/** A place among the undecided, given on at the answer or when that takes too long; once. */
function takePlace(standing: Standing): { giveOn: () => void } {
  standing.undecided += 1;
  let held = true;
  const giveOn = () => {
    clearTimeout(timer);
    if (!held) return;
    held = false;
    standing.undecided -= 1;
    wake(standing);
  };
  const timer = setTimeout(giveOn, UNDECIDED_MS);
  return { giveOn };
}

/** Wakes as many as there are places, or all where none will have one. */
function wake(standing: Standing): void {
  let places = standing.suspended ? standing.waiting.size : loginsAtOnce(standing) - standing.undecided;
  for (const start of standing.waiting) {
    if (places <= 0) return;
    places -= 1;
    start();
  }
}

function turnOf({ waiting }: Standing, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const come = () => {
      waiting.delete(come);
      signal.removeEventListener('abort', come);
      resolve();
    };
    waiting.add(come);
    signal.addEventListener('abort', come);
  });
}
