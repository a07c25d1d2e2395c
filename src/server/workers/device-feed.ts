import type { EventBody } from '@/domain/event-schema';
import type { DeviceWork, LoginWatch } from '@/server/engine/ports';
import { type RunDeviceDeps, runDevice } from '@/server/engine/run-device';
import { charactersOf, type Dealt, WINDOW_CHARACTERS, WINDOW_EVENTS } from './messages';

/**
 * The worker's side of one device: runs it and hands its events on. It may be ahead of the caller by a window of events and
 * output, so that a thread never waits for the other one over each line; but what follows the `command.started` of a
 * changing line waits until the caller has dealt with that very event (law 4). A window that is full stops the reading of
 * the session, and that the router.
 */
export class DeviceFeed {
  private readonly stop = new AbortController();
  private handed = { events: 0, characters: 0 };
  private dealt: Dealt = { events: 0, characters: 0 };
  private left = false;
  private wake: (() => void) | null = null;

  constructor(
    private readonly work: DeviceWork,
    private readonly deps: RunDeviceDeps,
    private readonly logins: LoginWatch | undefined,
  ) {}

  /** Resolves when the device has ended, or was left, and its connection is closed. */
  async run(hand: (event: EventBody) => void): Promise<void> {
    // Leaving the loop ends the generator, and that the session.
    for await (const event of runDevice(this.work, this.stop.signal, this.deps, this.logins)) {
      hand(event);
      this.handed.events += 1;
      this.handed.characters += charactersOf(event);
      await this.turn(event);
      if (this.left) return;
    }
  }

  advance(dealt: Dealt): void {
    this.dealt = dealt;
    this.wake?.();
  }

  abort(reason: string): void {
    this.stop.abort(reason);
  }

  leave(): void {
    this.left = true;
    this.stop.abort();
    this.wake?.();
  }

  private async turn(event: EventBody): Promise<void> {
    const window = this.beginsChange(event) ? 1 : WINDOW_EVENTS;
    while (!this.left && !this.within(window)) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  private within(events: number): boolean {
    const ahead = this.handed.events - this.dealt.events;
    return ahead < events && this.handed.characters - this.dealt.characters < WINDOW_CHARACTERS;
  }

  private beginsChange(event: EventBody): boolean {
    return event.type === 'command.started' && this.work.commands[event.index]?.kind === 'change';
  }
}
