import type { PlatformId } from '@/domain/device';
import type { Failure } from '@/domain/failure-schema';
import { err, ok } from '@/domain/result';
import type { CommandResult, Connect, Session } from '@/server/engine/ports';

/** What a scripted router does with one line. `hang` waits for the session to be cut. */
export type Answer =
  | { readonly text: string; readonly after?: Promise<void> }
  | { readonly fail: Failure; readonly usable?: boolean }
  | 'hang';

export interface Script {
  readonly connect?: (deviceId: string) => Failure | 'hang' | undefined;
  /** What the router turns out to be. Default: as planned; Cisco IOS where the plan says `auto`. */
  readonly platform?: (deviceId: string) => PlatformId;
  readonly answer?: (deviceId: string, line: string) => Answer;
}

/** An implementation of the `Connect` port without a network, and the ledger of what it saw. */
export function scriptedConnect(script: Script = {}) {
  const lines: { deviceId: string; line: string }[] = [];
  const waiting: { when: () => boolean; resolve: () => void }[] = [];
  const ledger = {
    lines,
    open: new Set<string>(),
    connects: 0,
    peak: 0,
    closes: 0,
    failedLogins: 0,
    /** Resolves when the condition holds; asked after everything that happens here. */
    until: (when: () => boolean) =>
      new Promise<void>((resolve) => {
        if (when()) resolve();
        else waiting.push({ when, resolve });
      }),
  };
  const happened = () => {
    for (const waiter of waiting.splice(0)) {
      if (waiter.when()) waiter.resolve();
      else waiting.push(waiter);
    }
  };

  const connect: Connect = async (target, { signal, mayLogIn }) => {
    ledger.connects += 1;
    const failure = script.connect?.(target.deviceId);
    happened();
    if (failure === 'hang') {
      await abortOf(signal);
      return err({ kind: 'connection_lost', detail: 'cut' });
    }
    if (failure && failure.kind !== 'auth_failed') return err(failure);
    if (mayLogIn && !(await mayLogIn())) return err({ kind: 'connection_lost', detail: 'the login was withheld' });
    if (failure) {
      ledger.failedLogins += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return err(failure);
    }
    if (ledger.open.has(target.address)) throw new Error(`A second session to ${target.address}`);
    ledger.open.add(target.address);
    ledger.peak = Math.max(ledger.peak, ledger.open.size);
    happened();
    const session: Session = {
      platform: script.platform?.(target.deviceId) ?? (target.platform === 'auto' ? 'cisco_ios' : target.platform),
      async *run(line): AsyncGenerator<Uint8Array, CommandResult, void> {
        if (signal.aborted) return result({ kind: 'connection_lost', detail: 'cut' }, 0, false, false);
        lines.push({ deviceId: target.deviceId, line });
        happened();
        // A router takes a turn of the event loop at least; without it no test would see anything run side by side.
        await new Promise((resolve) => setImmediate(resolve));
        const answer = script.answer?.(target.deviceId, line) ?? { text: `${line} of ${target.name}\r\n` };
        if (answer === 'hang') {
          await abortOf(signal);
          return result({ kind: 'connection_lost', detail: 'cut' }, 0, true, false);
        }
        if ('fail' in answer) return result(answer.fail, 0, true, answer.usable ?? false);
        await answer.after;
        const bytes = Buffer.from(answer.text);
        yield bytes;
        return result(null, bytes.length, true, true);
      },
      async close() {
        ledger.open.delete(target.address);
        ledger.closes += 1;
        happened();
      },
    };
    return ok(session);
  };
  return { connect, ledger };
}

const result = (failure: Failure | null, bytes: number, sent: boolean, usable: boolean): CommandResult => ({
  failure,
  bytes,
  truncated: false,
  sent,
  usable,
});

const abortOf = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
