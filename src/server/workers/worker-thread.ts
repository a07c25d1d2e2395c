import { Worker } from 'node:worker_threads';
import type { ConnectionReport } from '@/domain/connection-test';
import type { Failure } from '@/domain/failure-schema';
import type { Clock, ConnectionTest, DeviceWork, Log, LoginWatch, SessionMeter } from '@/server/engine/ports';
import { answerQuestion, type DeskPorts } from './answer-question';
import { Mailbox } from './mailbox';
import type { FromWorker, ToWorker, WorkerSettings } from './messages';
import { RemoteRun } from './remote-run';
import { RemoteTest, untested } from './remote-test';

export interface ThreadOptions {
  readonly entry: URL;
  readonly settings: WorkerSettings;
  readonly ports: DeskPorts;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter?: SessionMeter;
  /** Once, when the thread is gone; `error` is what ended it, null where it was told to end. */
  readonly onGone: (thread: WorkerThread, error: Error | null) => void;
}

/**
 * Heap of one thread. Output on its way and the kept tails of commands are buffers outside of it; some hundred sessions
 * are well under 100 MiB. A thread that needs more has a defect, and its end costs its own devices only.
 */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 96 };

const LOST: Failure = { kind: 'connection_lost', detail: 'The worker thread of this device ended unexpectedly' };

/** One worker thread with the devices that it runs. */
export class WorkerThread {
  private readonly worker: Worker;
  private readonly mailbox: Mailbox<ToWorker>;
  private readonly runs = new Map<number, RemoteRun>();
  private readonly tests = new Map<number, RemoteTest>();
  private readonly jumpHosts = new Set<string>();
  private lastRun = 0;
  private unanswered = 0;
  private error: Error | null = null;
  private told = false;

  constructor(private readonly options: ThreadOptions) {
    this.worker = new Worker(options.entry, {
      workerData: options.settings,
      resourceLimits: RESOURCE_LIMITS,
      // Neither the key of the credentials nor anything else that the portal was configured with, and no loaders.
      env: {},
      execArgv: [],
    });
    this.mailbox = new Mailbox((messages) => this.worker.postMessage(messages));
    this.worker.on('message', (messages: readonly FromWorker[]) => {
      for (const message of messages) this.take(message);
    });
    this.worker.on('error', (error) => {
      this.error ??= error instanceof Error ? error : new Error(String(error));
    });
    // After its last message.
    this.worker.once('exit', (code) => this.gone(code));
  }

  /** Devices at work here. */
  get devices(): number {
    return this.runs.size + this.tests.size;
  }

  /** Pings without an answer, newest first; more than one says that the thread is busy with something long. */
  get late(): number {
    return this.unanswered;
  }

  /** How many jump hosts have their devices here. */
  get bastions(): number {
    return this.jumpHosts.size;
  }

  /** Whether a device behind that jump host has been here: its connection, and what is known of its login, may still be. */
  carries(jumpHostId: string): boolean {
    return this.jumpHosts.has(jumpHostId);
  }

  /** Counts as a device from now on. `bastionId`: the first jump host on its way. */
  run(work: DeviceWork, bastionId: string | null, signal: AbortSignal, logins?: LoginWatch): RemoteRun {
    this.lastRun += 1;
    const run = this.lastRun;
    const post = (message: ToWorker) => this.mailbox.post(message);
    const { clock } = this.options;
    const remote = new RemoteRun({ run, thread: this.worker.threadId, work, signal, logins, clock, post });
    this.runs.set(run, remote);
    if (bastionId !== null) this.jumpHosts.add(bastionId);
    remote.whenOver(() => this.runs.delete(run));
    return remote;
  }

  /** Counts as a device until it is done. */
  test(test: ConnectionTest, bastionId: string | null, signal: AbortSignal): Promise<ConnectionReport> {
    this.lastRun += 1;
    const run = this.lastRun;
    const remote = new RemoteTest({ run, test, signal, post: (message) => this.mailbox.post(message) });
    this.tests.set(run, remote);
    if (bastionId !== null) this.jumpHosts.add(bastionId);
    return remote.report;
  }

  ping(): void {
    this.unanswered += 1;
    this.mailbox.post({ kind: 'ping' });
  }

  /** Ends the thread at once, with whatever it is at. `error`: why, where that is no order. */
  async end(error: Error | null = null): Promise<void> {
    this.told ||= error === null;
    this.error ??= error;
    await this.worker.terminate();
  }

  private take(message: FromWorker): void {
    switch (message.kind) {
      case 'event':
        this.runs.get(message.run)?.arrive(message.event);
        return;
      case 'over':
        this.runs.get(message.run)?.end();
        return;
      case 'tested':
        this.tested(message.run, message.report);
        return;
      case 'broken':
        this.tested(message.run, message.error);
        return;
      case 'ask':
        void answerQuestion(message.question, this.options.ports, (run) => this.runs.get(run)?.logins).then((answer) =>
          this.mailbox.post({ kind: 'answer', ask: message.ask, answer }),
        );
        return;
      case 'decided':
        this.runs.get(message.run)?.logins?.decided(message.login);
        return;
      case 'measured':
        this.options.meter?.step(message.step, message.ms, message.ok);
        return;
      case 'log':
        this.options.log[message.level](message.fields, message.message);
        return;
      case 'pong':
        this.unanswered = 0;
        return;
      default:
        message satisfies never;
    }
  }

  private gone(code: number): void {
    const error = this.told ? null : (this.error ?? new Error(`The worker thread ended with exit code ${code}`));
    this.options.onGone(this, error);
    for (const remote of [...this.runs.values()]) remote.end(LOST);
    for (const run of [...this.tests.keys()]) this.tested(run, untested(LOST));
  }

  private tested(run: number, report: ConnectionReport | Error): void {
    const remote = this.tests.get(run);
    this.tests.delete(run);
    remote?.end(report);
  }
}
