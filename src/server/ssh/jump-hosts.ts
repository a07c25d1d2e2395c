import type { Duplex } from 'node:stream';
import type { ConnectionStep } from '@/domain/connection-test';
import { canonicalEndpoint } from '@/domain/device';
import type { Failure } from '@/domain/failure-schema';
import { err, ok, type Result } from '@/domain/result';
import type {
  ConnectOptions,
  JumpHost,
  JumpHosts,
  LoginSecret,
  Secrets,
  SessionClocks,
  SessionMeter,
} from '@/server/engine/ports';
import type { Bastion } from './bastion';
import { ChannelPlaces } from './channel-places';
import type { HandshakeGate } from './handshake-gate';
import type { OfferedKey } from './host-key';
import { atJumpHost, RefusedLogins } from './jump-host-login';
import { redact } from './redact';
import { openBastion } from './transport';
import { Trunk } from './trunk';
import { Tunnel } from './tunnel';
import type { WireOptions } from './wire';
import { CANCELED, connectionLost } from './wire-failure';

export interface JumpHostDeps {
  readonly jumpHosts: JumpHosts;
  readonly secrets: Secrets;
  readonly gate: HandshakeGate;
  readonly meter?: SessionMeter;
  /** What a login is made with, or why it cannot be. */
  readonly loginOf: (
    secret: LoginSecret,
    link: Pick<JumpHost, 'algorithms' | 'keepalive'>,
  ) => Result<Pick<WireOptions, 'secret' | 'key' | 'algorithms' | 'keepaliveMs'>, Failure>;
  /** Checked addresses of a host, within a time. */
  readonly resolve: (host: string, ms: number, signal: AbortSignal) => Promise<Result<readonly string[], Failure>>;
  readonly judgeKey: (endpoint: string, key: OfferedKey) => Promise<Failure | null>;
}

type OnStep = NonNullable<ConnectOptions['onStep']>;

/** Where a channel shall lead, and what it may cost. */
export interface Route {
  /** Checked addresses, in the order to try. */
  readonly addresses: readonly string[];
  readonly port: number;
  readonly clocks: SessionClocks;
  readonly signal: AbortSignal;
  /** Of the jump hosts on the way. */
  readonly onStep: OnStep;
  /** The way is free: from here on the time is that of who is called. */
  readonly onForward: () => void;
}

export interface JumpHostPool {
  /**
   * A socket to the address, through the jump host's one connection. Waits for a free channel as long as the signal lets it.
   * Failures of a jump host carry its name; `timeout` (connect) without a name is the address itself.
   */
  open(jumpHostId: string, route: Route): Promise<Result<Duplex, Failure>>;
  readonly test: (jumpHostId: string, options: ConnectOptions) => Promise<Failure | null>;
  readonly close: () => Promise<void>;
}

/** What is kept of one jump host as long as the pool lives. */
interface Station {
  readonly places: ChannelPlaces;
  readonly refused: RefusedLogins;
  trunk: { readonly to: string; readonly trunk: Trunk } | null;
}

/** A bastion has one before it at most. */
const MAX_HOPS = 2;

export function createJumpHostPool(deps: JumpHostDeps): JumpHostPool {
  const stations = new Map<string, Station>();
  const trunks = new Set<Trunk>();

  function stationOf(id: string): Station {
    const station = stations.get(id) ?? { places: new ChannelPlaces(), refused: new RefusedLogins(), trunk: null };
    stations.set(id, station);
    return station;
  }

  async function openThrough(id: string, route: Route, hop = 1): Promise<Result<Duplex, Failure>> {
    const { signal, onStep } = route;
    const host = await deps.jumpHosts.find(id);
    if (host === null || hop > MAX_HOPS) return err(misled(host, hop));
    const station = stationOf(id);
    const leave = await station.places.take(host.maxSessions, signal, () => onStep('wait', host.name));
    if (leave === null) return err(CANCELED);
    const trunk = trunkTo(host, station, route, hop);
    const letGo = trunk.join();
    const done = () => {
      leave();
      letGo();
    };
    try {
      const bastion = await orCanceled(trunk.opened, signal);
      const channel = bastion.ok ? await forward(bastion.value, host, route) : bastion;
      if (!channel.ok) done();
      else channel.value.once('close', done);
      if (!channel.ok || !bastion.ok) return channel as Result<never, Failure>;
      return ok(new Tunnel(channel.value, () => lossOf(bastion.value, host.name)));
    } catch (error) {
      done();
      throw error;
    }
  }

  /** The connection that stands or is being opened; a new one where there is none or the jump host is another one by now. */
  function trunkTo(host: JumpHost, station: Station, { clocks, onStep }: Route, hop: number): Trunk {
    const to = JSON.stringify({ ...host, name: '', maxSessions: 0 });
    if (station.trunk?.to === to) {
      onStep('reuse', host.name);
      return station.trunk.trunk;
    }
    const trunk: Trunk = new Trunk(
      (signal) => logIn(host, { clocks, signal, onStep, hop, station, again: false }),
      () => {
        trunks.delete(trunk);
        if (station.trunk?.trunk === trunk) station.trunk = null;
      },
    );
    trunks.add(trunk);
    station.trunk = { to, trunk };
    return trunk;
  }

  async function logIn(host: JumpHost, by: LoginBy): Promise<Result<Bastion, Failure>> {
    const { clocks, signal, onStep, hop, station } = by;
    const step = (name: ConnectionStep) => onStep(name, host.name);
    const failed = (failure: Failure) => err(atJumpHost(host.name, failure));
    step('resolve');
    const resolved = await deps.resolve(host.address, clocks.connectMs, signal);
    if (!resolved.ok) return failed(resolved.error);
    const secret = await deps.secrets.reveal(host.credentialId);
    if (secret === null) return failed({ kind: 'auth_failed', detail: 'its credential does not exist' });
    if (!by.again && station.refused.exhausted(secret)) return failed(REFUSED_TWICE);
    const login = deps.loginOf(secret, host);
    if (!login.ok) return failed(login.error);
    const route = { addresses: resolved.value, port: host.port, clocks, signal, onStep };
    const { viaId } = host;
    let offered = false;
    const bastion = await openBastion({
      ...route,
      ...(viaId === null
        ? {}
        : { openSocket: () => openThrough(viaId, { ...route, onForward: () => step('connect') }, hop + 1) }),
      ...login.value,
      gate: deps.gate,
      meter: deps.meter,
      onPhase: (phase) => {
        if (phase === 'connecting' && viaId === null) step('connect');
        if (phase === 'handshake') step('handshake');
        if (phase === 'authenticating') step('login');
      },
      mayLogIn: async () => {
        offered = true;
        return true;
      },
      judgeKey: (key) => {
        step('host_key');
        return deps.judgeKey(canonicalEndpoint(host.address, host.port), key);
      },
    });
    if (bastion.ok) station.refused.accepted();
    else if (bastion.error.kind === 'auth_failed' && offered) station.refused.refused(secret);
    return bastion.ok ? bastion : failed(redact(bastion.error, secret));
  }

  return {
    open: openThrough,
    async test(id, { clocks, signal, onStep = () => {} }) {
      const host = await deps.jumpHosts.find(id);
      if (host === null) return misled(host, 1);
      const station = stationOf(id);
      const bastion = await logIn(host, { clocks, signal, onStep, hop: 1, station, again: true });
      if (!bastion.ok) return bastion.error;
      await bastion.value.end();
      return null;
    },
    async close() {
      await Promise.all([...trunks].map((trunk) => trunk.end()));
    },
  };
}

interface LoginBy {
  readonly clocks: SessionClocks;
  readonly signal: AbortSignal;
  readonly onStep: OnStep;
  /** 1: the jump host that a device names. */
  readonly hop: number;
  readonly station: Station;
  /** A person asks for it: offers also what was refused twice. */
  readonly again: boolean;
}

const REFUSED_TWICE: Failure = {
  kind: 'auth_failed',
  detail:
    'it refused the login twice; it is not tried again until the credential is changed or a connection test goes well',
};

const misled = (host: JumpHost | null, hop: number): Failure =>
  host === null
    ? { kind: 'unreachable', detail: 'the jump host that the device was planned with does not exist any more' }
    : { kind: 'internal', detail: `jump host ${host.name} would be number ${hop} of a chain of ${MAX_HOPS} at most` };

/** Tries one address after the other within the time for connecting. A channel that comes too late is closed. */
async function forward(bastion: Bastion, host: JumpHost, route: Route): Promise<Result<Duplex, Failure>> {
  const { addresses, port, clocks, signal } = route;
  route.onForward();
  const tooLate = AbortSignal.timeout(clocks.connectMs);
  const either = AbortSignal.any([signal, tooLate]);
  let result: Result<Duplex, Failure> = err(connectionLost('no address'));
  for (const address of addresses) {
    const opening = bastion.forward(address, port);
    result = await orCanceled(opening, either);
    if (either.aborted) {
      void opening.then((late) => late.ok && discard(late.value));
      return err(signal.aborted ? CANCELED : { kind: 'timeout', phase: 'connect', ms: clocks.connectMs });
    }
    if (result.ok || result.error.kind !== 'unreachable') break;
  }
  if (result.ok) return result;
  const { error } = result;
  if (error.kind !== 'unreachable') return err(lossOf(bastion, host.name) ?? atJumpHost(host.name, error));
  // The device that cannot be reached is what failed, whoever says so.
  return err({ kind: 'unreachable', detail: `jump host ${host.name} ${error.detail}` });
}

function discard(channel: Duplex): void {
  channel.on('error', () => {});
  channel.resume();
  channel.destroy();
}

const lossOf = ({ failure }: Bastion, name: string): Failure | null => failure && atJumpHost(name, failure);

/** Waits no longer than the signal lets it; what is waited for goes on. */
function orCanceled<T>(work: Promise<Result<T, Failure>>, signal: AbortSignal): Promise<Result<T, Failure>> {
  return new Promise((resolve, reject) => {
    const onAbort = () => resolve(err(CANCELED));
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
