import type { ConnectionReport, ConnectionStep, PlatformEvidence } from '@/domain/connection-test';
import type { AlgorithmProfile, DevicePlatform, Link, PlatformId } from '@/domain/device';
import type { ConnectPhase, EventBody, JobEvent } from '@/domain/event-schema';
import type { Failure } from '@/domain/failure-schema';
import type { CommandRunState, DeviceRunState, JobPlan, JobState } from '@/domain/job';
import type { PlannedCommand } from '@/domain/job-schema';
import type { DeviceProgress, JobProgress } from '@/domain/progress';
import type { Result } from '@/domain/result';

/** Where a session goes. Plain data, so that it can cross to a worker thread. */
export interface DeviceTarget extends Link {
  readonly deviceId: string;
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly platform: DevicePlatform;
  /** A handle; only the wire turns it into a secret, at the moment of login. */
  readonly credentialId: string;
}

/** Each clock in milliseconds. One that runs out gives a `timeout` failure with its phase. */
export interface SessionClocks {
  /** TCP connection. */
  readonly connectMs: number;
  /** SSH banner and key exchange. */
  readonly handshakeMs: number;
  /** Login; absent: as long as `handshakeMs`. */
  readonly authMs?: number;
  /** Shell, prompt and session set-up. */
  readonly promptMs: number;
  /** Silence while a command runs. */
  readonly commandIdleMs: number;
  /** The whole device, connect to disconnect. */
  readonly deviceTotalMs: number;
}

export interface ConnectOptions {
  readonly clocks: SessionClocks;
  /** Bytes kept per command; what lies between head and tail beyond it is left out and counted. */
  readonly maxOutputBytes: number;
  /** Aborted: the socket is destroyed at once, and `Connect` or the running command returns `connection_lost`. */
  readonly signal: AbortSignal;
  readonly onPhase: (phase: ConnectPhase) => void;
  /**
   * Asked once, right before the first secret would leave; while it has not answered no clock but the device's runs.
   * False: nothing leaves, the connection ends. Never rejects. Absent: the login may go on.
   */
  readonly mayLogIn?: () => Promise<boolean>;
  /** Called at the beginning of each step, with the jump host's name or, for the device itself, null. */
  readonly onStep?: (step: ConnectionStep, jumpHost: string | null) => void;
}

export interface Connect {
  /** Opens one connection with one interactive shell, logged in, paging off, prompt learned. Never throws for what a router does. */
  (target: DeviceTarget, options: ConnectOptions): Promise<Result<Session, Failure>>;
  /**
   * Opens a connection of its own to a jump host, through the one before it, logs in and ends it. Null: it can be used, and
   * earlier refusals of its login no longer count. Absent where there are no jump hosts.
   */
  testJumpHost?(jumpHostId: string, options: ConnectOptions): Promise<Failure | null>;
  /** Ends what is kept open between sessions. */
  close?(): Promise<void>;
}

export interface Session {
  /** Never `auto`: what the router turned out to be. */
  readonly platform: PlatformId;
  /** Of a device of platform `auto`: what it was recognised by. */
  readonly evidence?: PlatformEvidence;
  /**
   * Sends one line and yields what the router answers, unchanged, without the echo and without the next prompt, as it
   * comes. Returns when the prompt is back or the command failed. One at a time.
   */
  run(line: string): AsyncGenerator<Uint8Array, CommandResult, void>;
  /** Says good-bye where the platform has a word for it, then ends the connection; resolves when the socket is closed. */
  close(): Promise<void>;
}

export interface CommandResult {
  /** Null: the prompt came back and nothing in the answer is a refusal. */
  readonly failure: Failure | null;
  /** Bytes answered, kept or not. */
  readonly bytes: number;
  readonly truncated: boolean;
  /** Whether any byte of the line may have left this machine. */
  readonly sent: boolean;
  /** Whether another command may follow on this session. */
  readonly usable: boolean;
}

/** One device's work. Serialisable. */
export interface DeviceWork {
  /** For the log. */
  readonly jobId?: string;
  readonly target: DeviceTarget;
  readonly commands: readonly PlannedCommand[];
  readonly clocks: SessionClocks;
  readonly maxOutputBytes: number;
}

/** Decides over logins while devices run. */
export interface LoginWatch {
  /** See `ConnectOptions.mayLogIn`. */
  mayLogIn(): Promise<boolean>;
  /** The login of which `mayLogIn` was asked went well, was refused, or came to no answer. */
  decided(login: 'ok' | 'refused' | 'none'): void;
}

/** A try to reach one device or one jump host. Serialisable. */
export interface ConnectionTest {
  readonly subject:
    | { readonly kind: 'device'; readonly target: DeviceTarget }
    | { readonly kind: 'jump_host'; readonly jumpHostId: string };
  readonly clocks: SessionClocks;
  readonly maxOutputBytes: number;
}

/**
 * Runs one device and yields what happens, `device.started` first and exactly one device end last, by when its connection
 * is closed. The caller takes the next event only when it has dealt with the last one: a changing line leaves after its
 * `command.started` was stored. Nothing else is promised of how far the session is ahead of the caller, but that it is
 * bounded: a caller who stops taking makes the router wait. Never throws for what a router does, nor when whoever ran the
 * device is gone. A caller who leaves early ends the session. `close` is for when no device runs any more. In process and
 * in worker threads: one conformance suite (tests/server/engine/executor.conformance.ts).
 */
export interface Executor {
  run(work: DeviceWork, signal: AbortSignal, logins?: LoginWatch): AsyncIterable<EventBody>;
  /**
   * Connects, says which steps that took, logs out; sends no command. Where devices of one jump host run in one place, its
   * test runs there too: it also lifts the refusal of a login.
   */
  test(test: ConnectionTest, signal: AbortSignal): Promise<ConnectionReport>;
  /** Absent: there are no threads. */
  threads?(): WorkerCount;
  close(): Promise<void>;
}

/** Time, so that tests can hold it. Milliseconds since the epoch. */
export interface Clock {
  now(): number;
  /** Resolves after `ms`; resolves early, never rejects, when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export interface Log {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

export interface StoredJob {
  readonly plan: JobPlan;
  readonly progress: JobProgress;
}

/** What one flush writes, in one transaction: all of it or none. */
export interface FlushBatch {
  readonly jobId: string;
  /** Consecutive by `seq`, following on what is stored. */
  readonly events: readonly JobEvent[];
  /** The devices that those events changed, as they are after them. */
  readonly devices: readonly DeviceProgress[];
  /** The job after those events; its `devices` are not read. */
  readonly progress: JobProgress;
}

/**
 * Memory of jobs and their events. Not in this contract: lists, search, statistics (the api reads those from the
 * database itself). Every method may throw; the engine then starts no new device until a write succeeds.
 */
export interface JobStore {
  /** Stores a job and its devices. With an idempotency key its maker used before: changes nothing, returns the first job's id. */
  create(plan: JobPlan): Promise<{ readonly jobId: string; readonly created: boolean }>;
  load(jobId: string): Promise<StoredJob | null>;
  /** Ids of jobs that are in no final state, oldest first. */
  unfinished(): Promise<string[]>;
  append(batch: FlushBatch): Promise<void>;
  /** Events after `afterSeq` in order, at most `limit`; with a device, only that device's. */
  readEvents(jobId: string, afterSeq: number, limit: number, deviceId?: string): Promise<JobEvent[]>;
  /** The events of these devices, one device after the other by id, each in order; the first `limit` of them. */
  readRuns(jobId: string, deviceIds: readonly string[], limit: number): Promise<JobEvent[]>;
}

/** One command of one device, put together from its events. */
export interface CommandRecord {
  readonly index: number;
  readonly command: string;
  readonly state: CommandRunState;
  readonly failure: Failure | null;
  readonly durationMs: number | null;
  readonly startedAt: string | null;
  readonly bytes: number;
  readonly truncated: boolean;
  /** The router's own bytes. */
  readonly output: Uint8Array;
  /** The same as text; null where they are no UTF-8. */
  readonly text: string | null;
}

/** A job as it stood at one moment, and what its devices had answered by then. */
export interface JobOutputs {
  readonly job: StoredJob;
  /**
   * The commands of the device at this place in the plan, one after the other. The output of one command is held at a
   * time, whatever the size of the job. Throws where the job was deleted meanwhile.
   */
  commands(position: number): AsyncGenerator<CommandRecord, void, void>;
  /** The same for who goes through many devices: they are to be asked for in this order, and are read some at a time. */
  along(positions: readonly number[]): JobOutputs['commands'];
}

/** Told how long the steps of sessions took, jump hosts' own included. For figures: nobody waits for it. */
export interface SessionMeter {
  /**
   * `handshake`: from the first wait for the router to agreed keys, without the wait for a turn of this portal's own;
   * `login`: from there to the answer, without the wait for leave to send a secret.
   */
  step(step: 'handshake' | 'login', ms: number, ok: boolean): void;
}

/** Told what was stored. For figures: nobody waits for it. */
export interface JobWatch {
  /** Consecutive events of one job, and how long their transaction took. */
  stored(plan: JobPlan, events: readonly JobEvent[], ms: number): void;
  /** A transaction failed; its events stay in memory and are tried again. */
  notStored(): void;
}

/** What the engine is at. */
export interface EngineLoad {
  /** Devices of jobs that have not ended. */
  readonly devices: Readonly<Record<DeviceRunState, number>>;
  readonly sessions: number;
  /** Devices that wait for a session place. */
  readonly sessionsWaiting: number;
  readonly unstoredEvents: number;
  /** Null: devices run in this thread. */
  readonly threads: WorkerCount | null;
}

/** `lost`: threads that ended unexpectedly since the start. */
export interface WorkerCount {
  readonly alive: number;
  readonly lost: number;
}

export interface EngineDeps {
  readonly executor: Executor;
  readonly store: JobStore;
  /** Absent: logins are not paced. */
  readonly realms?: LoginRealms;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: EngineLimits;
  readonly watch?: JobWatch;
}

export interface EngineLimits {
  /** Sessions at one time over all jobs. */
  readonly maxSessions: number;
  readonly clocks: SessionClocks;
  readonly maxOutputBytes: number;
}

export type ControlResult =
  | { readonly ok: true; readonly state: JobState }
  | { readonly ok: false; readonly reason: 'not_found' }
  | { readonly ok: false; readonly reason: 'not_possible'; readonly state: JobState };

/** The door to the work: all that the api may ask of the engine. */
export interface Engine {
  /** Stores the plan, then runs it. Resolves when it is stored: from then on the job exists whatever happens. */
  start(plan: JobPlan): Promise<{ readonly jobId: string; readonly created: boolean }>;
  /** No further device starts; running ones finish; then the job is `paused`. */
  pause(jobId: string, by: string): Promise<ControlResult>;
  resume(jobId: string, by: string): Promise<ControlResult>;
  /** No further device starts; running sessions are ended. */
  cancel(jobId: string, by: string): Promise<ControlResult>;
  /** No further batch starts; the devices of this one run to their end, the rest is skipped, the job is `canceled`. */
  stopAfterBatch(jobId: string, by: string): Promise<ControlResult>;
  /** A consistent copy with its `seq`; null where there is no such job. */
  read(jobId: string): Promise<StoredJob | null>;
  /**
   * A cursor: every event after `afterSeq`, in order, without gap or duplicate, in stretches; ends after the job's last
   * event or when the signal is aborted. A slow reader costs nothing: stretches come from memory or from the store.
   */
  events(jobId: string, afterSeq: number, signal: AbortSignal): AsyncGenerator<readonly JobEvent[], void, void>;
  /** The commands of one device as far as they have come; null where the job has no such device. */
  output(jobId: string, deviceId: string): Promise<CommandRecord[] | null>;
  /** For downloads: every device's commands, read as they are asked for; null where there is no such job. */
  outputs(jobId: string): Promise<JobOutputs | null>;
  /**
   * Tries to reach a device or a jump host and says how far that went. Takes the device's lock and a session place like a
   * job does; one that is taken for longer than a few seconds is the failure `device_locked` or `busy`.
   */
  test(subject: ConnectionTest['subject']): Promise<ConnectionReport>;
  /**
   * At start, before anything else: takes up what an earlier process left behind. Jobs go on by themselves after a short
   * gap and stand `paused` after a long one; no changing line is sent twice. `restored`: the store is a backup, so all of
   * them stand `paused`, and that is stored when this resolves. Returns the ids of those jobs.
   */
  recover(options?: { readonly restored?: boolean }): Promise<string[]>;
  load(): EngineLoad;
  /** No new device from now on; running ones have `graceMs`, then are cut. Resolves when everything is stored. */
  stop(graceMs: number): Promise<void>;
}

/** Turns a credential handle into what a login needs. Implemented by server/auth; called by the wire at each login. */
export interface Secrets {
  reveal(credentialId: string): Promise<LoginSecret | null>;
}

export interface LoginSecret {
  readonly username: string;
  readonly password: string | null;
  /** PEM or OpenSSH format. */
  readonly privateKey: string | null;
  /** Of the private key. */
  readonly passphrase: string | null;
  readonly enablePassword: string | null;
}

/** How fast the credentials of one realm may log in. */
export interface LoginLimit {
  /** Credentials with the same one share the limit. */
  readonly realm: string;
  /** Over 0. */
  readonly loginsPerSecond: number;
}

/** Which credential belongs to which realm. Implemented by server/db; asked by the engine before a device connects. */
export interface LoginRealms {
  /** The lowest limit of the credential's realm; null: no limit. May throw; nobody of the credential logs in meanwhile. */
  limitOf(credentialId: string): Promise<LoginLimit | null>;
}

/** What a login has unless more is known. */
export const NO_SECRET: Omit<LoginSecret, 'username'> = {
  password: null,
  privateKey: null,
  passphrase: null,
  enablePassword: null,
};

/** A bastion. Plain data, without secrets. */
export interface JumpHost {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly credentialId: string;
  readonly algorithms: AlgorithmProfile;
  readonly keepalive: boolean;
  /** The bastion before this one; that one has none before it. */
  readonly viaId: string | null;
  /** Channels through it at one time. */
  readonly maxSessions: number;
}

/** Turns a jump host's handle into where it is. Implemented by server/db; called by the wire. */
export interface JumpHosts {
  find(jumpHostId: string): Promise<JumpHost | null>;
}

/** Pinned host keys. Fingerprints are `SHA256:` and unpadded base64, as OpenSSH prints them (RFC 4648, `ssh-keygen -l`). */
export interface HostKeys {
  /**
   * Judges the key that an endpoint (`domain/device.canonicalEndpoint`) offers. `first_use` pins it before it returns.
   * May throw; the wire then refuses the connection.
   */
  judge(endpoint: string, key: { readonly algorithm: string; readonly fingerprint: string }): Promise<HostKeyVerdict>;
}

export type HostKeyVerdict =
  | { readonly verdict: 'pinned' | 'first_use' }
  | { readonly verdict: 'unknown' }
  | { readonly verdict: 'changed'; readonly expected: string };
