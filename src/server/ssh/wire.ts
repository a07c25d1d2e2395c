import type { Duplex } from 'node:stream';
import type { AlgorithmProfile } from '@/domain/device';
import type { ConnectPhase } from '@/domain/event-schema';
import type { Failure } from '@/domain/failure-schema';
import type { Result } from '@/domain/result';
import type { ConnectOptions, LoginSecret, SessionClocks, SessionMeter } from '@/server/engine/ports';
import type { HandshakeGate } from './handshake-gate';
import type { OfferedKey } from './host-key';
import type { LoginKey } from './private-key';

/** What one SSH connection is made with. */
export interface WireOptions {
  /** Checked addresses, in the order to try. */
  readonly addresses: readonly string[];
  readonly port: number;
  /** Opens what the connection runs on, where that is not a TCP connection of this machine. */
  readonly openSocket?: () => Promise<Result<Duplex, Failure>>;
  readonly secret: LoginSecret;
  /** The user name for a router with this identification; absent: the secret's. */
  readonly loginName?: (ident: string) => string;
  /** The private key of `secret`, read; null where it has none. */
  readonly key: LoginKey | null;
  readonly algorithms: AlgorithmProfile;
  /** Milliseconds between two keepalive requests; null: none is sent. */
  readonly keepaliveMs: number | null;
  readonly clocks: SessionClocks;
  readonly signal: AbortSignal;
  readonly onPhase: (phase: ConnectPhase) => void;
  readonly mayLogIn?: ConnectOptions['mayLogIn'];
  /** Null: go on. Asked before any secret leaves; while it has not answered nothing goes on but the handshake clock. */
  readonly judgeKey: (key: OfferedKey) => Promise<Failure | null>;
  readonly gate: HandshakeGate;
  readonly meter?: SessionMeter;
}

export interface WireListener {
  data(chunk: Buffer): void;
  /** Once, when the connection is gone and all that came before was given to `data`. */
  lost(failure: Failure): void;
}

/** An open shell, as bytes. */
export interface Wire {
  /** The software part of the router's identification line. */
  readonly ident: string;
  /** When the login was done, in milliseconds of `performance.now()`. */
  readonly loggedInAt: number;
  listen(listener: WireListener): void;
  /** False: the connection is gone, nothing was written. */
  write(text: string): boolean;
  /** Stops reading, so that the router has to wait; for an owner who cannot take more. */
  pause(): void;
  resume(): void;
  /** Ends in order: everything written leaves first. Resolves when the socket is closed, after a second at most. */
  end(): Promise<void>;
  /** Ends at once with this failure; a no-op on a connection that is gone. */
  destroy(failure: Failure): void;
}
