import type { Clock, Log, LoginLimit, LoginRealms, LoginWatch } from './ports';
import { Turnstile } from './turnstile';

/**
 * How long before its turn to log in a device may begin to connect. Routers end a connection that does not log in (IOS XR
 * after 30 s, OpenSSH after 120 s), and its lines are few: the long wait is done before there is a connection.
 */
const APPROACH_MS = 5_000;
/** A limit is looked up anew after so long: a change of it reaches the devices that start after that. */
const KEPT_MS = 1_000;
/** When the limits cannot be read nobody logs in; asked again after this long. */
const ASK_AGAIN_MS = 1_000;

export interface LoginPaceDeps {
  /** Absent: no realm has a limit. */
  readonly realms?: LoginRealms | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** One device on its way to a login. */
export interface Approach {
  /** `inner` with the realm's turn behind it: who may log in waits for that, and is asked once more whether it still may. */
  watch(inner: LoginWatch, mayStill: () => boolean): LoginWatch;
  /** Done with, whether it has logged in or not. May be called more than once. */
  leave(): void;
}

const UNPACED: Approach = { watch: (inner) => inner, leave: () => {} };

/**
 * Logins that start per second in each realm, over all jobs. Start to start: after a login the next one is `1 / rate`
 * later at the earliest, so that no pause, no slow router and no jump of the clock is ever followed by a burst.
 */
export class LoginPace {
  private readonly byRealm = new Map<string, Realm>();
  private readonly limits = new Map<string, { readonly at: number; readonly limit: Promise<LoginLimit | null> }>();

  constructor(private readonly deps: LoginPaceDeps) {}

  /**
   * Resolves when a device with this credential may begin to connect; at once when the signal is aborted. From then on its
   * watch ends the wait: by `decided`. Never rejects.
   */
  approach(credentialId: string, signal: AbortSignal): Approach | Promise<Approach> {
    return this.deps.realms ? this.approachIn(this.deps.realms, credentialId, signal) : UNPACED;
  }

  private async approachIn(realms: LoginRealms, credentialId: string, signal: AbortSignal): Promise<Approach> {
    const limit = await this.limitOf(realms, credentialId, signal);
    if (limit === null || signal.aborted) return UNPACED;
    let realm = this.byRealm.get(limit.realm);
    if (!realm) {
      realm = new Realm(this.deps.clock);
      this.byRealm.set(limit.realm, realm);
    }
    realm.setRate(limit.loginsPerSecond);
    return realm.approach(signal);
  }

  private async limitOf(realms: LoginRealms, credentialId: string, signal: AbortSignal): Promise<LoginLimit | null> {
    const { clock, log } = this.deps;
    while (!signal.aborted) {
      const known = this.limits.get(credentialId);
      const fresh = known !== undefined && Math.abs(clock.now() - known.at) < KEPT_MS;
      const { limit } = fresh ? known : { limit: realms.limitOf(credentialId) };
      if (!fresh) this.limits.set(credentialId, { at: clock.now(), limit });
      try {
        return await limit;
      } catch (error) {
        this.limits.delete(credentialId);
        if (!fresh) log.error({ credentialId, err: error }, 'The login limit of a credential could not be read');
      }
      await clock.sleep(ASK_AGAIN_MS, signal);
    }
    return null;
  }
}

class Realm {
  private spacingMs = 0;
  private notBefore = Number.NEGATIVE_INFINITY;
  /** Devices that were let on their way and have not logged in. */
  private onTheWay = 0;
  private readonly logins: Turnstile;
  private readonly approaches: Turnstile;

  constructor(private readonly clock: Clock) {
    this.logins = new Turnstile(
      clock,
      () => this.leftMs(),
      () => {
        this.notBefore = this.clock.now() + this.spacingMs;
      },
    );
    this.approaches = new Turnstile(
      clock,
      () => Math.max(0, this.leftMs()) + this.onTheWay * this.spacingMs - APPROACH_MS,
      () => {
        this.onTheWay += 1;
      },
    );
  }

  setRate(loginsPerSecond: number): void {
    const spacingMs = 1_000 / loginsPerSecond;
    if (spacingMs === this.spacingMs) return;
    this.spacingMs = spacingMs;
    this.logins.recheck();
    this.approaches.recheck();
  }

  async approach(signal: AbortSignal): Promise<Approach> {
    if (!(await this.approaches.next(signal))) return UNPACED;
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      this.onTheWay -= 1;
      this.approaches.recheck();
    };
    const watch = (inner: LoginWatch, mayStill: () => boolean): LoginWatch => {
      const waiting = new AbortController();
      return {
        mayLogIn: async () => {
          if (!(await inner.mayLogIn())) return false;
          const come = await this.logins.next(waiting.signal);
          leave();
          return come && mayStill();
        },
        decided: (login) => {
          // The device may have come to its end while it waited: its turn belongs to the next one.
          waiting.abort();
          leave();
          inner.decided(login);
        },
      };
    };
    return { watch, leave };
  }

  /** A clock that was set back must not hold anybody for longer than one spacing. */
  private leftMs(): number {
    const now = this.clock.now();
    this.notBefore = Math.min(this.notBefore, now + this.spacingMs);
    return this.notBefore - now;
  }
}
