import type { EventBody, JobEvent } from '@/domain/event-schema';
import { applyEvent, type DeviceProgress, forkProgress, type JobProgress, positionOf } from '@/domain/progress';
import type { Clock, JobStore, Log } from './ports';

/** An event waits at most this long for its transaction; well under the promised 100 ms. */
const FLUSH_AFTER_MS = 40;
/** Stored events that stay in memory for cursors; a reader further behind reads from the store. */
const TAIL_EVENTS = 4_000;
const TAIL_BYTES = 8 * 1024 * 1024;
/** Not yet stored: beyond this many the job starts no new device, beyond the bytes its running devices wait. */
const MAX_BACKLOG_EVENTS = 10_000;
const MAX_BACKLOG_BYTES = 16 * 1024 * 1024;
const STORE_PAGE = 1_000;
const RETRY_MS = [100, 250, 500, 1_000, 2_000, 5_000] as const;

export interface EventLogDeps {
  readonly store: JobStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly onStored?: (events: readonly JobEvent[], ms: number) => void;
  readonly onNotStored?: () => void;
  /** Called when the store fails or recovers, and when the backlog passes its bound. */
  readonly onHealthChange: () => void;
}

/**
 * The log of one running job: gives each event its place, applies the reducer, writes to the store in the background and
 * serves cursors. An event that is not stored yet stays in memory whatever happens (law 1). Cursors see an event only
 * when it is stored: after a crash no reader holds a number that the log would give away again.
 */
export class EventLog {
  private tail: JobEvent[] = [];
  private storedSeq: number;
  private backlogBytes = 0;
  private tailBytes = 0;
  private readonly dirty = new Set<string>();
  private readonly readers = new Set<() => void>();
  private flushing: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private failures = 0;
  private ended = false;

  constructor(
    /** Owned by the log: read it, do not keep it. */
    readonly progress: JobProgress,
    private readonly deps: EventLogDeps,
  ) {
    this.storedSeq = progress.seq;
  }

  /** False while the store fails or cannot keep up; no device may start then. */
  get healthy(): boolean {
    return this.failures === 0 && this.unstored < MAX_BACKLOG_EVENTS;
  }

  get unstored(): number {
    return this.progress.seq - this.storedSeq;
  }

  append(body: EventBody): JobEvent {
    const event: JobEvent = {
      seq: this.progress.seq + 1,
      jobId: this.progress.jobId,
      at: new Date(this.deps.clock.now()).toISOString(),
      ...body,
    };
    applyEvent(this.progress, event);
    this.tail.push(event);
    this.backlogBytes += sizeOf(event);
    this.tailBytes += sizeOf(event);
    if ('deviceId' in event && event.type !== 'command.output') this.dirty.add(event.deviceId);
    this.timer ??= setTimeout(() => this.flush(), FLUSH_AFTER_MS);
    return event;
  }

  /** Resolves when everything appended so far is stored. */
  async stored(): Promise<void> {
    const seq = this.progress.seq;
    while (this.storedSeq < seq) {
      if (this.failures === 0) this.flush();
      await this.change();
    }
  }

  /** Resolves at once unless more output waits for the store than memory should hold. */
  async roomForOutput(): Promise<void> {
    if (this.backlogBytes > MAX_BACKLOG_BYTES) await this.stored();
  }

  /** A cursor over stored events after `afterSeq`; ends after the job's last event or on abort. */
  async *read(afterSeq: number, signal: AbortSignal): AsyncGenerator<readonly JobEvent[], void, void> {
    let seq = afterSeq;
    while (!signal.aborted) {
      const stretch = seq < this.storedSeq ? await this.after(seq) : [];
      if (stretch.length > 0) {
        seq = stretch[stretch.length - 1]!.seq;
        yield stretch;
      } else if (this.ended) {
        return;
      } else {
        await this.change(signal);
      }
    }
  }

  /** The job's last event is appended and stored; cursors end when they have read it. */
  end(): void {
    this.ended = true;
    this.wake();
  }

  private async after(seq: number): Promise<readonly JobEvent[]> {
    const first = this.tail[0]?.seq ?? Number.POSITIVE_INFINITY;
    if (seq + 1 < first) return this.deps.store.readEvents(this.progress.jobId, seq, STORE_PAGE);
    return this.tail.slice(seq + 1 - first, this.storedSeq + 1 - first);
  }

  private flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.flushing ??= this.write().finally(() => {
      this.flushing = null;
      if (this.storedSeq < this.progress.seq) this.timer ??= setTimeout(() => this.flush(), this.retryMs());
      this.wake();
    });
  }

  private async write(): Promise<void> {
    const { progress, tail } = this;
    const events = tail.slice(this.storedSeq + 1 - (tail[0]?.seq ?? 0));
    if (events.length === 0) return;
    const ids = [...this.dirty];
    const devices = ids.map((id) => progress.devices[positionOf(progress, id)] as DeviceProgress);
    this.dirty.clear();
    const wasHealthy = this.healthy;
    const job = forkProgress({ ...progress, devices: [] });
    const startedAt = performance.now();
    try {
      await this.deps.store.append({ jobId: progress.jobId, events, devices, progress: job });
      this.storedSeq = events[events.length - 1]!.seq;
      this.backlogBytes -= events.reduce((sum, event) => sum + sizeOf(event), 0);
      this.failures = 0;
      this.deps.onStored?.(events, performance.now() - startedAt);
      if (this.tail.length > TAIL_EVENTS * 2 || this.tailBytes > TAIL_BYTES * 2) this.trim();
    } catch (error) {
      for (const id of ids) this.dirty.add(id);
      this.failures += 1;
      this.deps.onNotStored?.();
      this.deps.log.error({ jobId: progress.jobId, err: error, waiting: events.length }, 'Events could not be stored');
    }
    if (wasHealthy !== this.healthy) this.deps.onHealthChange();
  }

  /** Forgets stored events from the oldest on; what is not stored stays. */
  private trim(): void {
    const stored = this.storedSeq + 1 - this.tail[0]!.seq;
    let drop = 0;
    while (drop < stored && (this.tail.length - drop > TAIL_EVENTS || this.tailBytes > TAIL_BYTES)) {
      this.tailBytes -= sizeOf(this.tail[drop]!);
      drop += 1;
    }
    this.tail = this.tail.slice(drop);
  }

  private retryMs(): number {
    return this.failures === 0 ? FLUSH_AFTER_MS : RETRY_MS[Math.min(this.failures, RETRY_MS.length) - 1]!;
  }

  private change(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.readers.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.readers.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }

  private wake(): void {
    for (const reader of [...this.readers]) reader();
  }
}

const sizeOf = (event: JobEvent): number => (event.type === 'command.output' ? event.chunk.length + 200 : 200);
