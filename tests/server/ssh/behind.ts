import { DEFAULT_LINK } from '@/domain/device';
import type { Failure } from '@/domain/failure-schema';
import type { Result } from '@/domain/result';
import {
  type Connect,
  type ConnectOptions,
  type JumpHost,
  type LoginSecret,
  NO_SECRET,
  type Session,
} from '@/server/engine/ports';
import { type ConnectDeps, createConnect } from '@/server/ssh/session';
import { createTargets } from '@/server/ssh/targets';
import { CLOCKS, PASSWORD, type Place, recordingLog, runLine, TRUSTING, USERNAME } from './lab-session';

export const BASTION_LOGIN = { username: 'hop', password: 'Through-Here-33' };

/** One bastion of a test's inventory. */
export type HopFields = Pick<JumpHost, 'address' | 'port'> & Partial<JumpHost>;

export const hop = (name: string, fields: HopFields): JumpHost => ({
  id: name,
  name,
  credentialId: 'bastion',
  algorithms: 'modern',
  keepalive: true,
  viaId: null,
  maxSessions: 50,
  ...fields,
});

export interface BehindOptions {
  readonly jumpHosts: readonly JumpHost[];
  /** By credential id; `lab` and `bastion` are there. */
  readonly secrets?: Readonly<Record<string, Partial<LoginSecret>>>;
  readonly deps?: Partial<ConnectDeps>;
}

/** A wire whose inventory holds these jump hosts; both lists may be changed afterwards. */
export function connectBehind({ jumpHosts, secrets = {}, deps }: BehindOptions): Connect {
  const logins: Record<string, Partial<LoginSecret>> = {
    lab: { username: USERNAME, password: PASSWORD },
    bastion: BASTION_LOGIN,
  };
  return createConnect({
    secrets: {
      reveal: async (id) => {
        const login = secrets[id] ?? logins[id];
        return login ? { ...NO_SECRET, username: '', realm: id, ...login } : null;
      },
    },
    jumpHosts: { find: async (id) => jumpHosts.find((host) => host.id === id) ?? null },
    hostKeys: TRUSTING,
    hostKeyPolicy: 'first_use',
    targets: createTargets('127.0.0.0/8'),
    handshakesAtOnce: 25,
    log: recordingLog(),
    ...deps,
  });
}

export const targetOf = ({ name, address, port, platform }: Place, jumpHostId: string | null) => ({
  ...DEFAULT_LINK,
  deviceId: name,
  name,
  address,
  port,
  platform,
  credentialId: 'lab',
  jumpHostId,
});

export const connectOptions = (change: Partial<ConnectOptions> = {}): ConnectOptions => ({
  clocks: CLOCKS,
  maxOutputBytes: 1024 * 1024,
  signal: new AbortController().signal,
  onPhase: () => {},
  ...change,
});

export function dialBehind(
  connect: Connect,
  place: Place,
  jumpHostId: string | null,
  change: Partial<ConnectOptions> = {},
): Promise<Result<Session, Failure>> {
  return connect(targetOf(place, jumpHostId), connectOptions(change));
}

/** Connects, asks one thing, logs out. */
export async function visit(connect: Connect, place: Place, jumpHostId: string | null): Promise<string> {
  const session = await dialBehind(connect, place, jumpHostId);
  if (!session.ok) throw new Error(`No session with ${place.name}: ${JSON.stringify(session.error)}`);
  const { output, result } = await runLine(session.value, 'show ip ospf neighbor');
  await session.value.close();
  if (result.failure) throw new Error(JSON.stringify(result.failure));
  return output;
}

/** Why there is no session. */
export async function refusal(
  connect: Connect,
  place: Place,
  jumpHostId: string | null,
  change = {},
): Promise<Failure> {
  const session = await dialBehind(connect, place, jumpHostId, change);
  if (session.ok) throw new Error(`Expected no session with ${place.name}`);
  return session.error;
}
