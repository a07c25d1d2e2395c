import type { WorkerCount } from '@/server/engine/ports';
import { type ThreadOptions, WorkerThread } from './worker-thread';

export type PoolOptions = Omit<ThreadOptions, 'onGone' | 'settings'> & {
  readonly settings: readonly ThreadOptions['settings'][];
};

interface Slot {
  readonly settings: ThreadOptions['settings'];
  thread: WorkerThread | null;
  bornAt: number;
  /** Ends in a row, each soon after its start. */
  quickEnds: number;
  /** Runs while the slot waits for its next thread. */
  timer: NodeJS.Timeout | null;
}

/** Before the next thread is started in the place of one that ended, by how many ended soon after their start before. */
const REPLACE_AFTER_MS = [0, 1_000, 2_000, 5_000, 15_000, 60_000] as const;
/** A thread that lived so long has not died of its own start. */
const SETTLED_AFTER_MS = 30_000;
const PING_EVERY_MS = 1_000;
/** A thread is busy when it owes so many answers, and given up when it owes so many: a router's 8192-bit group alone takes
 * about 25 s to check. */
const BUSY_PINGS = 3;
const HUNG_PINGS = 120;

/**
 * The threads. One is started when the first device comes, another one when every running one has work, up to as many as
 * there are settings; a thread that ends unasked is replaced, after growing waits where it ends again and again.
 */
export class WorkerPool {
  private readonly slots: readonly Slot[];
  private readonly waiting = new Set<() => void>();
  private heartbeat: NodeJS.Timeout | null = null;
  private closed = false;
  private lost = 0;

  constructor(private readonly options: PoolOptions) {
    this.slots = options.settings.map((settings) => ({
      settings,
      thread: null,
      bornAt: 0,
      quickEnds: 0,
      timer: null,
    }));
  }

  /**
   * Calls `start` with the thread where others behind the same bastion were, for as long as that lives, since they share its
   * connection and what is known of its login; else with the one that has the fewest devices, then the fewest bastions.
   * Null: the signal was aborted, or the pool closed, before there was a thread.
   */
  async start<T>(
    bastionId: string | null,
    signal: AbortSignal,
    start: (thread: WorkerThread) => T,
  ): Promise<{ readonly started: T } | null> {
    for (;;) {
      if (this.closed || signal.aborted) return null;
      // Chosen and counted in one go: devices that come together see each other.
      const thread = this.choose(bastionId);
      if (thread) return { started: start(thread) };
      await this.change(signal);
    }
  }

  count(): WorkerCount {
    return { alive: this.slots.filter(({ thread }) => thread !== null).length, lost: this.lost };
  }

  /** Ends every thread at once. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.heartbeat) clearInterval(this.heartbeat);
    for (const slot of this.slots) if (slot.timer) clearTimeout(slot.timer);
    await Promise.all(this.slots.map(({ thread }) => thread?.end()));
    this.wakeAll();
  }

  private choose(bastionId: string | null): WorkerThread | null {
    const threads = this.slots.flatMap(({ thread }) => thread ?? []);
    const sharing = bastionId === null ? undefined : threads.find((thread) => thread.carries(bastionId));
    if (sharing) return sharing;
    const [idlest] = threads.sort((one, other) => burden(one) - burden(other) || one.bastions - other.bastions);
    const free = this.slots.find(({ thread, timer }) => thread === null && timer === null);
    if (free && (!idlest || idlest.devices > 0)) return this.open(free);
    return idlest ?? null;
  }

  private open(slot: Slot): WorkerThread {
    const thread = new WorkerThread({
      ...this.options,
      settings: slot.settings,
      onGone: (_, error) => this.gone(slot, error),
    });
    slot.thread = thread;
    slot.bornAt = performance.now();
    this.heartbeat ??= setInterval(() => this.beat(), PING_EVERY_MS);
    return thread;
  }

  private gone(slot: Slot, error: Error | null): void {
    const devices = slot.thread?.devices ?? 0;
    slot.thread = null;
    if (this.closed || error === null) return;
    this.lost += 1;
    const livedMs = Math.round(performance.now() - slot.bornAt);
    slot.quickEnds = livedMs < SETTLED_AFTER_MS ? slot.quickEnds + 1 : 0;
    const waitMs = REPLACE_AFTER_MS[Math.min(slot.quickEnds, REPLACE_AFTER_MS.length - 1)]!;
    this.options.log.error({ err: error, devices, livedMs, waitMs }, 'A worker thread ended unexpectedly');
    slot.timer = setTimeout(() => {
      slot.timer = null;
      this.wakeAll();
    }, waitMs);
  }

  private beat(): void {
    for (const { thread } of this.slots) {
      if (!thread) continue;
      if (thread.late < HUNG_PINGS) thread.ping();
      else void thread.end(new Error('The worker thread did not answer any more'));
    }
  }

  private change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  private wakeAll(): void {
    for (const wake of [...this.waiting]) wake();
  }
}

/** A thread that is long at something counts as fuller than any other. */
const burden = ({ devices, late }: WorkerThread): number => devices + (late >= BUSY_PINGS ? 1_000_000 : 0);
