import { DEFAULT_LINK, type DevicePlatform, type Link } from '@/domain/device';
import type { ConnectPhase } from '@/domain/event-schema';
import type { Failure } from '@/domain/failure-schema';
import type { Result } from '@/domain/result';
import type { CommandResult, Connect, HostKeys, Log, LoginSecret, Session, SessionClocks } from '@/server/engine/ports';
import { NO_SECRET } from '@/server/engine/ports';
import { type ConnectDeps, createConnect } from '@/server/ssh/session';
import { createTargets } from '@/server/ssh/targets';
import type { Lab } from '../../../lab/start-lab';

export const USERNAME = 'netops';
export const PASSWORD = 'Correct-Horse-11';
export const ENABLE_PASSWORD = 'Battery-Staple-22';

/** Short enough for a test that waits for one, long enough for a machine that has other work. */
export const CLOCKS: SessionClocks = {
  connectMs: 5_000,
  handshakeMs: 8_000,
  promptMs: 5_000,
  commandIdleMs: 5_000,
  deviceTotalMs: 30_000,
};

export const TRUSTING: HostKeys = { judge: async () => ({ verdict: 'first_use' }) };

export interface Place {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly platform: DevicePlatform;
}

export interface DialOptions {
  readonly secret?: Partial<LoginSecret>;
  readonly link?: Partial<Link>;
  readonly clocks?: Partial<SessionClocks>;
  readonly maxOutputBytes?: number;
  readonly signal?: AbortSignal;
  readonly onPhase?: (phase: ConnectPhase) => void;
  readonly deps?: Partial<ConnectDeps>;
  readonly connect?: Connect;
}

export function recordingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const write = (fields: Record<string, unknown>, message: string) => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  return { lines, info: write, warn: write, error: write };
}

/** A wire with the credentials of the lab unless the test has others. */
export function connectBy(options: DialOptions = {}): Connect {
  const secret = { ...NO_SECRET, username: USERNAME, password: PASSWORD, ...options.secret };
  return createConnect({
    secrets: { reveal: async () => secret },
    hostKeys: TRUSTING,
    hostKeyPolicy: 'first_use',
    targets: createTargets('127.0.0.0/8'),
    jumpHosts: { find: async () => null },
    handshakesAtOnce: 25,
    log: recordingLog(),
    ...options.deps,
  });
}

/** One connection attempt to a router, over a wire of its own unless one is given. */
export function dial(place: Place, options: DialOptions = {}): Promise<Result<Session, Failure>> {
  const connect = options.connect ?? connectBy(options);
  const { name, address, port, platform } = place;
  return connect(
    { deviceId: name, name, address, port, platform, credentialId: 'lab', ...DEFAULT_LINK, ...options.link },
    {
      clocks: { ...CLOCKS, ...options.clocks },
      maxOutputBytes: options.maxOutputBytes ?? 10 * 1024 * 1024,
      signal: options.signal ?? new AbortController().signal,
      onPhase: options.onPhase ?? (() => {}),
    },
  );
}

/** A session that must come about. */
export async function dialed(place: Place, options: DialOptions = {}): Promise<Session> {
  const result = await dial(place, options);
  if (!result.ok) throw new Error(`No session with ${place.name}: ${JSON.stringify(result.error)}`);
  return result.value;
}

export async function failureOf(place: Place, options: DialOptions = {}): Promise<Failure> {
  const result = await dial(place, options);
  if (!result.ok) return result.error;
  await result.value.close();
  throw new Error(`Expected no session with ${place.name}`);
}

export interface Ran {
  readonly output: string;
  readonly pieces: readonly Uint8Array[];
  readonly result: CommandResult;
}

export async function runLine(session: Session, line: string): Promise<Ran> {
  const pieces: Uint8Array[] = [];
  const generator = session.run(line);
  for (;;) {
    const next = await generator.next();
    if (next.done) return { pieces, output: Buffer.concat(pieces).toString(), result: next.value };
    pieces.push(next.value);
  }
}

/** Empties the ledger when every connection of the last test has been seen to end: a late end would count for the next. */
export async function clearLedger({ ledger }: Lab): Promise<void> {
  const open = () => ledger.counts().connect - ledger.counts().close;
  if (open() > 0) await ledger.waitFor(() => open() === 0);
  ledger.clear();
}
