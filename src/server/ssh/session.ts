import type { ConnectionStep } from '@/domain/connection-test';
import { canonicalEndpoint, type Link } from '@/domain/device';
import type { ConnectPhase } from '@/domain/event-schema';
import type { Failure } from '@/domain/failure-schema';
import { err, ok } from '@/domain/result';
import type {
  Connect,
  HostKeys,
  JumpHosts,
  Log,
  LoginSecret,
  Secrets,
  Session,
  SessionMeter,
} from '@/server/engine/ports';
import { createHandshakeGate } from './handshake-gate';
import { type HostKeyPolicy, judgeHostKey } from './host-key';
import { createJumpHostPool } from './jump-hosts';
import { KEEPALIVE_MS } from './keepalive';
import { loginName } from './platforms/supported';
import { prepareShell, type ReadyShell } from './prepare';
import { createKeyReader } from './private-key';
import { OutputMask, redact } from './redact';
import type { Targets } from './targets';
import { openWire, parseKey } from './transport';
import { CANCELED } from './wire-failure';

export interface ConnectDeps {
  readonly secrets: Secrets;
  readonly hostKeys: HostKeys;
  /** `first_use`: an endpoint's first key is pinned and trusted. `strict`: only a key that was confirmed before. */
  readonly hostKeyPolicy: HostKeyPolicy;
  readonly targets: Targets;
  readonly jumpHosts: JumpHosts;
  /** Key exchanges at one time, over all sessions; about 25 keeps the event loop free. */
  readonly handshakesAtOnce: number;
  readonly log: Log;
  readonly meter?: SessionMeter;
  /** Milliseconds between two keepalive requests of a session whose device takes them. */
  readonly keepaliveMs?: number;
}

/** How long a router may take to close the session after the log-out line. */
const GOOD_BYE_MS = 1_000;

/**
 * The wire: `Connect` by SSH (RFC 4251 to 4254). Never throws for what a router does; it throws when a port of this side
 * does (`secrets`). Returned failures: `target_not_allowed`, `unreachable`, `refused`, `busy`, `timeout` (connect,
 * handshake, auth, prompt), `algorithm_mismatch`, `host_key_unknown`, `host_key_changed`, `auth_failed`,
 * `unexpected_prompt`, `connection_lost`, `internal`; of a command also `timeout` (command) and `command_rejected`.
 * Whatever is returned as a failure, the socket and its clocks are gone by then.
 */
export function createConnect(deps: ConnectDeps): Connect {
  const gate = createHandshakeGate(deps.handshakesAtOnce);
  const readKey = createKeyReader(parseKey);
  const keyDeps = { hostKeys: deps.hostKeys, policy: deps.hostKeyPolicy, log: deps.log };
  const resolve = (host: string, ms: number, by: AbortSignal) => withinConnectClock(deps.targets.resolve(host), ms, by);
  const loginOf = (secret: LoginSecret, { algorithms, keepalive }: Pick<Link, 'algorithms' | 'keepalive'>) => {
    const key = secret.privateKey === null ? null : readKey(secret.privateKey, secret.passphrase);
    if (key && !key.ok) {
      const part = key.error.field === 'passphrase' ? 'passphrase' : 'private key';
      const detail = `the ${part} of the credential: ${key.error.message}`;
      return err({ kind: 'auth_failed', detail } as const);
    }
    const keepaliveMs = keepalive ? (deps.keepaliveMs ?? KEEPALIVE_MS) : null;
    return ok({ secret, key: key?.value ?? null, algorithms, keepaliveMs });
  };
  const pool = createJumpHostPool({
    loginOf,
    jumpHosts: deps.jumpHosts,
    secrets: deps.secrets,
    gate,
    meter: deps.meter,
    resolve,
    judgeKey: (endpoint, key) => judgeHostKey(keyDeps, endpoint, key),
  });

  const connect: Connect = async (target, { clocks, maxOutputBytes, signal, onPhase, mayLogIn, onStep }) => {
    const step = (name: ConnectionStep) => onStep?.(name, null);
    if (signal.aborted) return err(CANCELED);
    step('resolve');
    const resolved = await resolve(target.address, clocks.connectMs, signal);
    if (!resolved.ok) return resolved;
    const secret = await deps.secrets.reveal(target.credentialId);
    if (secret === null) return err({ kind: 'auth_failed', detail: 'the credential of the device does not exist' });
    const login = loginOf(secret, target);
    if (!login.ok) return login;

    const endpoint = canonicalEndpoint(target.address, target.port);
    const { jumpHostId } = target;
    const route = { addresses: resolved.value, port: target.port, clocks, signal };
    const onForward = () => step('connect');
    const wire = await openWire({
      ...route,
      ...(jumpHostId === null
        ? {}
        : { openSocket: () => pool.open(jumpHostId, { ...route, onStep: onStep ?? (() => {}), onForward }) }),
      ...login.value,
      loginName: (ident) => loginName(secret.username, target.platform, ident),
      onPhase: (phase) => {
        onPhase(phase);
        const name = STEP_OF_PHASE[phase];
        // Behind a jump host the device's turn to be connected to comes later.
        if (name !== 'connect' || jumpHostId === null) step(name);
      },
      mayLogIn,
      judgeKey: (key) => {
        step('host_key');
        return judgeHostKey(keyDeps, endpoint, key);
      },
      gate,
      meter: deps.meter,
    });
    if (!wire.ok) return err(redact(wire.error, secret));
    const ready = await prepareShell(wire.value, {
      platform: target.platform,
      promptMs: clocks.promptMs,
      enablePassword: secret.enablePassword,
    });
    if (!ready.ok) return err(redact(ready.error, secret));
    return ok(session(ready.value, { idleMs: clocks.commandIdleMs, maxOutputBytes, secret }));
  };
  return Object.assign(connect, { testJumpHost: pool.test, close: pool.close });
}

const STEP_OF_PHASE = {
  connecting: 'connect',
  handshake: 'handshake',
  authenticating: 'login',
  preparing: 'prompt',
} as const satisfies Record<ConnectPhase, ConnectionStep>;

interface SessionOptions {
  readonly idleMs: number;
  readonly maxOutputBytes: number;
  readonly secret: LoginSecret;
}

function session(
  { shell, platform, evidence }: ReadyShell,
  { idleMs, maxOutputBytes, secret }: SessionOptions,
): Session {
  return {
    platform: platform.id,
    ...(evidence ? { evidence } : {}),
    async *run(line) {
      const mask = new OutputMask(secret);
      const result = yield* shell.run(line, { clock: { phase: 'command', ms: idleMs }, maxOutputBytes, mask });
      return result.failure === null ? result : { ...result, failure: redact(result.failure, secret) };
    },
    close: () => shell.close(platform.logOutLine, GOOD_BYE_MS),
  };
}

/** A name server that does not answer may not hold a place: looking up a name counts as connecting. */
function withinConnectClock<T>(
  lookup: Promise<T>,
  ms: number,
  signal: AbortSignal,
): Promise<T | { readonly ok: false; readonly error: Failure }> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    const onAbort = () => {
      settle();
      resolve(err(CANCELED));
    };
    const timer = setTimeout(() => {
      settle();
      resolve(err({ kind: 'timeout', phase: 'connect', ms }));
    }, ms);
    signal.addEventListener('abort', onAbort);
    lookup.then(resolve, reject).finally(settle);
  });
}
