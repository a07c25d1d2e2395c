import type { EventBody } from '@/domain/event-schema';
import type { Failure } from '@/domain/failure-schema';
import type { Clock, DeviceWork } from './ports';
import { CANCELED, SHUTDOWN } from './run-device';

interface InFlight {
  readonly index: number;
  readonly startedAt: number;
  bytes: number;
  /** The caller has asked for what comes after `command.started`: the line may have left. */
  released: boolean;
}

/**
 * What the caller has been told of one device: enough to end the device by the laws when whoever ran it is gone. The same
 * rules as for a device that a restart of the portal interrupted (recovery.ts), applied at once.
 */
export class RunTrace {
  private readonly startedAt: number;
  private started = false;
  private inFlight: InFlight | null = null;
  private answered = 0;
  /** The first thing that went wrong. */
  private failure: Failure | null = null;
  private unknown = false;

  constructor(
    private readonly work: DeviceWork,
    private readonly clock: Clock,
  ) {
    this.startedAt = clock.now();
  }

  /** True: what comes after the last event may be the first byte of a changing line (law 4). */
  get beforeChange(): boolean {
    return this.inFlight !== null && !this.inFlight.released && this.isChange(this.inFlight.index);
  }

  /** The next event as the caller gets it. */
  note(event: EventBody): void {
    switch (event.type) {
      case 'device.started':
        this.started = true;
        return;
      case 'command.started':
        this.inFlight = { index: event.index, startedAt: this.clock.now(), bytes: 0, released: false };
        return;
      case 'command.output':
        if (this.inFlight) this.inFlight.bytes += Buffer.byteLength(event.chunk, event.encoding);
        return;
      case 'command.completed':
      case 'command.failed':
        this.inFlight = null;
        this.answered += 1;
        if (event.type === 'command.completed') return;
        this.failure ??= event.failure;
        this.unknown ||= event.unknown;
        return;
      default:
        return;
    }
  }

  /** The caller has dealt with the last event and its wish for the next one was sent. */
  release(): void {
    if (this.inFlight) this.inFlight.released = true;
  }

  /** The events that are still to come when nobody runs the device any more; the last one is its end. */
  ends(lost: Failure, signal: AbortSignal): EventBody[] {
    const { deviceId } = this.work.target;
    const reason: Failure =
      signal.aborted && signal.reason === SHUTDOWN ? { kind: 'connection_lost', detail: 'The portal stopped' } : lost;
    const events: EventBody[] = this.started ? [] : [{ type: 'device.started', deviceId }];
    if (this.inFlight) {
      const { index, startedAt, bytes, released } = this.inFlight;
      const unknown = released && this.isChange(index);
      const durationMs = this.clock.now() - startedAt;
      const failed = { deviceId, index, failure: reason, durationMs, bytes, truncated: false, unknown };
      events.push({ type: 'command.failed', ...failed });
      this.unknown ||= unknown;
    }
    events.push(this.end(this.failure ?? reason, signal));
    return events;
  }

  private end(failure: Failure, signal: AbortSignal): EventBody {
    const { deviceId } = this.work.target;
    const durationMs = this.clock.now() - this.startedAt;
    if (this.unknown) return { type: 'device.unknown', deviceId, failure, durationMs };
    if (signal.aborted && signal.reason === CANCELED) return { type: 'device.canceled', deviceId, durationMs };
    // Every answer is there; only the good-bye was lost.
    const done = this.answered === this.work.commands.length && this.answered > 0 && this.failure === null;
    if (done) return { type: 'device.completed', deviceId, durationMs };
    return { type: 'device.failed', deviceId, failure, durationMs };
  }

  private isChange(index: number): boolean {
    return this.work.commands[index]?.kind === 'change';
  }
}
