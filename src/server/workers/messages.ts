import type { ConnectionReport } from '@/domain/connection-test';
import type { EventBody } from '@/domain/event-schema';
import type { ConnectionTest, DeviceWork, HostKeyVerdict, JumpHost, LoginSecret } from '@/server/engine/ports';
import type { HostKeyPolicy } from '@/server/ssh/host-key';

/** What a thread knows from its start. No secret, and nothing of the environment. */
export interface WorkerSettings {
  readonly hostKeyPolicy: HostKeyPolicy;
  /** Networks that devices may live in, as `ALLOWED_TARGETS` has them. */
  readonly allowedTargets: string;
  /** This thread's share of the key exchanges at one time. */
  readonly handshakesAtOnce: number;
}

/** What a thread asks of the ports that live beside the database, and of a device's login watch. */
export type Question =
  | { readonly port: 'reveal'; readonly credentialId: string }
  | {
      readonly port: 'judge';
      readonly endpoint: string;
      readonly key: { readonly algorithm: string; readonly fingerprint: string };
    }
  | { readonly port: 'findJumpHost'; readonly jumpHostId: string }
  | { readonly port: 'mayLogIn'; readonly run: number };

export interface Answers {
  /** The one message that holds a secret. */
  readonly reveal: LoginSecret | null;
  readonly judge: HostKeyVerdict;
  readonly findJumpHost: JumpHost | null;
  readonly mayLogIn: boolean;
}

export type Answer =
  | { readonly ok: true; readonly value: Answers[keyof Answers] }
  /** The port threw; only what an `Error` itself has crosses. */
  | { readonly ok: false; readonly error: Error };

/** How many events a thread may be ahead of the caller, and how many characters of output. */
export const WINDOW_EVENTS = 64;
export const WINDOW_CHARACTERS = 256 * 1024;

/** What the caller of one device has dealt with so far, in all. */
export interface Dealt {
  readonly events: number;
  readonly characters: number;
}

/** Main thread to worker. `run` numbers the devices and connection tests of one thread. */
export type ToWorker =
  | { readonly kind: 'run'; readonly run: number; readonly work: DeviceWork; readonly watched: boolean }
  | { readonly kind: 'test'; readonly run: number; readonly test: ConnectionTest }
  | { readonly kind: 'dealt'; readonly run: number; readonly dealt: Dealt }
  | { readonly kind: 'abort'; readonly run: number; readonly reason: string }
  /** Nobody wants the rest of this device: end its session. */
  | { readonly kind: 'leave'; readonly run: number }
  | { readonly kind: 'answer'; readonly ask: number; readonly answer: Answer }
  | { readonly kind: 'ping' };

export type LogLevel = 'info' | 'warn' | 'error';

/** Worker to main thread. */
export type FromWorker =
  | { readonly kind: 'event'; readonly run: number; readonly event: EventBody }
  /** Nothing more comes of this device, and its connection is closed. */
  | { readonly kind: 'over'; readonly run: number }
  | { readonly kind: 'tested'; readonly run: number; readonly report: ConnectionReport }
  /** A port threw meanwhile. */
  | { readonly kind: 'broken'; readonly run: number; readonly error: Error }
  | { readonly kind: 'ask'; readonly ask: number; readonly question: Question }
  | {
      readonly kind: 'measured';
      readonly step: 'handshake' | 'login';
      readonly ms: number;
      readonly ok: boolean;
    }
  | { readonly kind: 'decided'; readonly run: number; readonly login: 'ok' | 'refused' | 'none' }
  | {
      readonly kind: 'log';
      readonly level: LogLevel;
      readonly fields: Record<string, unknown>;
      readonly message: string;
    }
  | { readonly kind: 'pong' };

/** Characters of output that an event carries. */
export const charactersOf = (event: EventBody): number => (event.type === 'command.output' ? event.chunk.length : 0);
