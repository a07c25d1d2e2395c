import type { Duplex } from 'node:stream';
import ssh2, { type AnyAuthMethod, type ClientChannel, type ConnectConfig } from 'ssh2';
import type { Failure } from '@/domain/failure-schema';
import { err, ok, type Result } from '@/domain/result';
import { compareOffers, PROFILES, type RouterOffer } from './algorithms';
import { type Bastion, forwardThrough } from './bastion';
import type { HandshakeTurn } from './handshake-gate';
import { createHostVerifier } from './host-key';
import { Keepalive } from './keepalive';
import { KexOfferReader } from './kex-offer';
import { createLogin, type Login, type LoginMethod } from './login';
import type { ParseKey } from './private-key';
import { StepClock } from './step-clock';
import { openTcp } from './tcp';
import { Severed } from './tunnel';
import type { Wire, WireListener, WireOptions } from './wire';
import { CANCELED, connectionLost, type WireError, type WireProgress, wireFailure } from './wire-failure';

/** A router that has not said its identification line by then is greeted first; some wait for that (RFC 4253 §4.2). */
const FIRST_BYTES_MS = 1_000;
const END_MS = 1_000;
/** Wide, so that no line is folded; no height, so that nothing is paged; dumb, so that nothing is painted. */
const TERMINAL = { term: 'dumb', cols: 511, rows: 0, width: 0, height: 0 };

/** ssh2 gives one key, or a list of one. */
export const parseKey: ParseKey = (text, passphrase) => [ssh2.utils.parseKey(text, passphrase)].flat()[0]!;

/**
 * One TCP connection, one SSH connection on it, one shell in that. Returned failures: those of `openTcp`, `busy` (ended
 * before the SSH banner, or the router says so), `timeout` (handshake, auth or prompt), `algorithm_mismatch`, what
 * `judgeKey` says, `auth_failed`, `connection_lost`.
 */
export async function openWire(options: WireOptions): Promise<Result<Wire, Failure>> {
  const link = await openLink(options);
  if (!link.ok) return link;
  const failure = await link.value.open();
  return failure === null ? link : err(failure);
}

/** As `openWire`, without a shell. */
export async function openBastion(options: WireOptions): Promise<Result<Bastion, Failure>> {
  const link = await openLink(options);
  if (!link.ok) return link;
  const failure = await link.value.openLogin();
  return failure === null ? link : err(failure);
}

async function openLink(options: WireOptions): Promise<Result<Link, Failure>> {
  options.onPhase('connecting');
  const { addresses, port, clocks, signal } = options;
  const socket = await (options.openSocket?.() ?? openTcp({ addresses, port, connectMs: clocks.connectMs, signal }));
  return socket.ok ? ok(new Link(socket.value, options)) : socket;
}

class Link implements Wire, Bastion {
  ident = '';
  loggedInAt = 0;
  private readonly client = new ssh2.Client();
  private readonly offerReader = new KexOfferReader();
  private routerOffer: RouterOffer | null = null;
  private keepalive: Keepalive | null = null;
  private readonly login: Login;
  /** Whether `mayLogIn` was asked: once per connection, whatever methods follow. */
  private asked = false;
  private channel: ClientChannel | null = null;
  private listener: WireListener | null = null;
  private turn: HandshakeTurn | null = null;
  private step: WireProgress['step'] = 'banner';
  /** What ssh2 said was wrong, until what came before it has been read. */
  private cause: Failure | null = null;
  private ended: Failure | null = null;
  private clock: NodeJS.Timeout | undefined;
  /** What the step at hand has taken so far, waits of this portal's own left out. */
  private readonly steps: StepClock;
  private readonly closed: Promise<void>;
  readonly lost: Promise<Failure>;
  private announceLost: (failure: Failure) => void = () => {};

  constructor(
    private readonly socket: Duplex,
    private readonly options: WireOptions,
  ) {
    const { secret, key } = options;
    this.steps = new StepClock(options.meter);
    this.login = createLogin(secret, () => this.destroy(this.login.failure()), key);
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    this.lost = new Promise((resolve) => {
      this.announceLost = resolve;
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error instanceof Severed) this.cause ??= error.failure;
      this.fail({ ...error, message: error.message, level: 'client-socket' });
    });
    socket.on('close', () => this.step === 'banner' && this.fail({ message: 'closed' }));
    options.signal.addEventListener('abort', this.onAbort);
    if (options.signal.aborted) this.onAbort();
  }

  get failure(): Failure | null {
    return this.ended;
  }

  /** Null: the shell is open. */
  async open(): Promise<Failure | null> {
    const { clocks, onPhase } = this.options;
    if ((await this.openLogin()) !== null) return this.ended;
    onPhase('preparing');
    this.startClock(clocks.promptMs, clocks.promptMs);
    await Promise.race([this.openShell(), this.lost]);
    clearTimeout(this.clock);
    return this.ended;
  }

  /** Null: the login was taken. */
  async openLogin(): Promise<Failure | null> {
    const { clocks, onPhase } = this.options;
    onPhase('handshake');
    this.steps.begin('handshake');
    const startedAt = performance.now();
    this.startClock(clocks.handshakeMs, clocks.handshakeMs);
    await Promise.race([this.firstBytes(), this.lost]);
    if (this.ended) return this.ended;

    // Waiting for a turn is this machine's doing and not held against the router.
    clearTimeout(this.clock);
    this.steps.hold();
    const waited = performance.now() - startedAt;
    this.turn = this.options.gate.enter();
    await Promise.race([this.turn.come, this.lost]);
    if (this.ended) return this.ended;

    this.steps.goOn();
    this.startClock(clocks.handshakeMs, clocks.handshakeMs - waited);
    await Promise.race([this.logIn(), this.lost]);
    clearTimeout(this.clock);
    if (this.ended) return this.ended;
    this.step = 'shell';
    this.steps.end(true);
    this.keepAlive();
    this.loggedInAt = performance.now();
    return null;
  }

  forward(address: string, port: number): Promise<Result<Duplex, Failure>> {
    return forwardThrough(this.client, { address, port }, () => this.ended);
  }

  listen(listener: WireListener): void {
    this.listener = listener;
    if (this.ended) listener.lost(this.ended);
    this.channel?.on('data', (chunk: Buffer) => {
      if (this.ended === null) listener.data(chunk);
    });
  }

  write(text: string): boolean {
    if (this.ended || this.cause || !this.channel?.writable) return false;
    this.channel.write(text);
    return true;
  }

  pause(): void {
    this.channel?.pause();
  }

  resume(): void {
    this.channel?.resume();
  }

  async end(): Promise<void> {
    if (this.ended === null) {
      this.client.end();
      this.clock = setTimeout(() => this.destroy(connectionLost('ended')), END_MS);
    }
    await this.closed;
    clearTimeout(this.clock);
    this.destroy(connectionLost('ended'));
  }

  destroy(failure: Failure): void {
    if (this.ended) return;
    this.ended = failure;
    this.steps.end(false);
    clearTimeout(this.clock);
    this.keepalive?.stop();
    this.options.signal.removeEventListener('abort', this.onAbort);
    this.turn?.leave();
    this.socket.destroy();
    this.announceLost(failure);
    this.listener?.lost(failure);
  }

  private readonly onAbort = () => this.destroy(CANCELED);

  private startClock(ms: number, left: number): void {
    clearTimeout(this.clock);
    this.clock = setTimeout(() => {
      const phase = this.step === 'auth' ? 'auth' : this.step === 'shell' ? 'prompt' : 'handshake';
      this.destroy({ kind: 'timeout', phase, ms });
    }, left);
  }

  /** Resolves when the router has said something, and when it has been silent for so long that it may be our turn. */
  private firstBytes(): Promise<void> {
    const { socket } = this;
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        socket.off('readable', onReadable);
        socket.off('close', done);
        resolve();
      };
      // An end of the stream is `readable` too; only a read makes it `end` and `close`.
      const onReadable = () => (socket.readableLength > 0 ? done() : void socket.read());
      const timer = setTimeout(done, FIRST_BYTES_MS);
      socket.on('readable', onReadable);
      socket.once('close', done);
    });
  }

  private logIn(): Promise<void> {
    const { client } = this;
    client.on('error', (error: Error & WireError) => this.fail(error));
    client.on('close', () => {
      if (this.channel === null) this.fail({ message: 'the router closed the connection' });
    });
    client.on('handshake', () => {
      this.turn?.leave();
      if (this.step === 'shell' || this.ended) return;
      this.step = 'auth';
      this.steps.end(true);
      this.steps.begin('login');
      this.startClock(this.authMs, this.authMs);
      this.options.onPhase('authenticating');
    });
    client.on('change password', () => {
      this.destroy({ kind: 'auth_failed', detail: 'the router asks for a new password' });
    });
    // Before ssh2's own: it ends a negotiation that finds nothing while it reads the offer.
    this.socket.on('data', (chunk: Buffer) => this.heard(chunk));
    return new Promise((resolve) => {
      client.once('ready', () => resolve());
      this.guarded(() => client.connect(this.loginConfig()));
    });
  }

  private loginConfig(): ConnectConfig {
    return {
      sock: this.socket,
      ident: 'AreaZero',
      username: this.options.secret.username,
      algorithms: PROFILES[this.options.algorithms] as unknown as NonNullable<ConnectConfig['algorithms']>,
      keepaliveInterval: this.options.keepaliveMs ?? 0,
      // What counts as gone, `Keepalive` decides.
      keepaliveCountMax: Number.POSITIVE_INFINITY,
      readyTimeout: 0,
      debug: (line) => this.onDebug(line),
      hostVerifier: createHostVerifier({
        judge: this.options.judgeKey,
        wanted: () => this.ended === null,
        refuse: (failure) => this.destroy(failure),
      }),
      authHandler: (methods, partial, next) => {
        const method = this.ended === null ? this.login.next(methods, partial) : null;
        if (method === null) return this.destroy(this.login.failure());
        const username = this.options.loginName?.(this.ident) ?? method.username;
        void this.offer(method, () => next({ ...method, username } as AnyAuthMethod));
      },
    };
  }

  /** Lets a method with a secret go only when it may; waiting for that is not held against the router. */
  private async offer({ type }: LoginMethod, go: () => void): Promise<void> {
    const { mayLogIn } = this.options;
    if (mayLogIn && type !== 'none' && !this.asked) {
      this.asked = true;
      clearTimeout(this.clock);
      this.steps.hold();
      const allowed = await mayLogIn();
      if (this.ended) return;
      if (!allowed) this.steps.drop();
      this.steps.goOn();
      if (!allowed) return this.destroy(connectionLost('the login was withheld'));
      this.startClock(this.authMs, this.authMs);
    }
    this.guarded(go);
  }

  private get authMs(): number {
    const { authMs, handshakeMs } = this.options.clocks;
    return authMs ?? handshakeMs;
  }

  private heard(chunk: Buffer): void {
    this.keepalive?.heard();
    if (this.step === 'banner' || this.step === 'handshake') this.routerOffer ??= this.offerReader.push(chunk);
  }

  private keepAlive(): void {
    const { keepaliveMs } = this.options;
    if (keepaliveMs === null) return;
    this.keepalive = new Keepalive({
      everyMs: keepaliveMs,
      excused: () => this.channel?.isPaused() === true,
      onSilence: (ms) => this.destroy(connectionLost(`no sign of life in ${ms} ms, keepalive requests included`)),
    });
  }

  /** ssh2 throws for a configuration it cannot use and for a socket that has just gone. */
  private guarded(start: () => void): void {
    try {
      start();
    } catch (error) {
      this.fail({ message: error instanceof Error ? error.message : 'ssh2 failed' });
    }
  }

  /** ssh2 tells the router's identification nowhere else. */
  private onDebug(line: string): void {
    if (this.step !== 'banner' && this.step !== 'handshake') return;
    const ident = /^Remote ident: '?SSH-[\d.]+-([^']*)/.exec(line)?.[1];
    if (ident !== undefined) {
      this.ident = ident;
      this.step = 'handshake';
    }
  }

  private openShell(): Promise<void> {
    return new Promise((resolve) => {
      this.guarded(() =>
        this.client.shell(TERMINAL, (error, channel) => {
          if (error) this.fail({ message: `no shell: ${error.message}` });
          else this.adopt(channel);
          resolve();
        }),
      );
    });
  }

  private adopt(channel: ClientChannel): void {
    this.channel = channel;
    channel.on('error', (error: Error) => this.fail(error));
    // Comes after the last data was read. A router that closes the shell has ended the session.
    channel.on('close', () => this.destroy(this.cause ?? connectionLost('the router closed the session')));
    // Unread, it would fill the window of the whole channel.
    channel.stderr.on('error', (error: Error) => this.fail(error));
    channel.stderr.resume();
  }

  /** Something went wrong below. With a shell open, what was read before it is still to be given on. */
  private fail(error: WireError): void {
    if (this.ended) return;
    const { ident, step, routerOffer: offer } = this;
    const offers = compareOffers(error.message, { profile: this.options.algorithms, ident, offer });
    this.cause ??= wireFailure(error, { step, offers });
    if (this.channel === null) this.destroy(this.cause);
    else this.socket.destroy();
  }
}
