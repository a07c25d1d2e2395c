import { isDeviceEnd } from '@/domain/event';
import type { EventBody } from '@/domain/event-schema';
import type { Failure } from '@/domain/failure-schema';
import type { Clock, DeviceWork, LoginWatch } from '@/server/engine/ports';
import { RunTrace } from '@/server/engine/run-trace';
import { charactersOf, type ToWorker, WINDOW_CHARACTERS, WINDOW_EVENTS } from './messages';

export interface RemoteRunOptions {
  readonly run: number;
  /** As Node numbers threads. */
  readonly thread: number;
  readonly work: DeviceWork;
  readonly signal: AbortSignal;
  readonly logins?: LoginWatch | undefined;
  readonly clock: Clock;
  readonly post: (message: ToWorker) => void;
}

const BROKEN: Failure = { kind: 'internal', detail: 'Unexpected error; the server log has the details' };

/**
 * The main thread's side of one device: gives the caller the thread's events one by one, and when the thread is gone ends
 * the device by what the caller has seen. Whatever happens, the caller gets `device.started` first and one end last.
 */
export class RemoteRun {
  private arrived: EventBody[] = [];
  private dealt = { events: 0, characters: 0 };
  private told = { events: 0, characters: 0 };
  private wake: (() => void) | null = null;
  private onOver: () => void = () => {};
  /** Why nothing more comes; null while the thread is at it. */
  private over: Failure | null = null;
  private readonly trace: RunTrace;

  constructor(private readonly options: RemoteRunOptions) {
    this.trace = new RunTrace(options.work, options.clock);
  }

  /** The number of its thread. */
  get thread(): number {
    return this.options.thread;
  }

  get logins(): LoginWatch | undefined {
    return this.options.logins;
  }

  /** Called once, when the thread has nothing more to do with this device. */
  whenOver(listener: () => void): void {
    this.onOver = listener;
  }

  arrive(event: EventBody): void {
    this.arrived.push(event);
    this.wake?.();
  }

  /** Nothing more comes: the thread has said so, or (`lost`) it is gone. */
  end(lost: Failure = BROKEN): void {
    if (this.over !== null) return;
    this.over = lost;
    this.onOver();
    this.wake?.();
  }

  async *events(): AsyncGenerator<EventBody, void, void> {
    const { run, work, signal, logins, post } = this.options;
    const abort = () => post({ kind: 'abort', run, reason: String(signal.reason) });
    post({ kind: 'run', run, work, watched: logins !== undefined });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort);
    try {
      for (let event = await this.next(); event !== null; event = await this.next()) {
        this.trace.note(event);
        yield event;
        if (isDeviceEnd(event)) return;
        this.dealtWith(event);
      }
      yield* this.trace.ends(this.over ?? BROKEN, signal);
    } finally {
      signal.removeEventListener('abort', abort);
      if (this.over === null) post({ kind: 'leave', run });
      while (this.over === null) await this.change();
    }
  }

  private async next(): Promise<EventBody | null> {
    while (this.arrived.length === 0 && this.over === null) await this.change();
    return this.arrived.shift() ?? null;
  }

  private change(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  /** Tells the thread only when it may be waiting for that. */
  private dealtWith(event: EventBody): void {
    this.dealt.events += 1;
    this.dealt.characters += charactersOf(event);
    if (this.over !== null) return;
    const events = this.dealt.events - this.told.events;
    const characters = this.dealt.characters - this.told.characters;
    if (!this.trace.beforeChange && events < WINDOW_EVENTS / 2 && characters < WINDOW_CHARACTERS / 2) return;
    this.told = { ...this.dealt };
    this.options.post({ kind: 'dealt', run: this.options.run, dealt: this.told });
    this.trace.release();
  }
}
