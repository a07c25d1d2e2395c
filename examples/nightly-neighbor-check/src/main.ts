// A service that checks OSPF neighbors every night and says what changed since the night before.
import { setTimeout as wait } from 'node:timers/promises';
import { createAreaZeroClient } from 'areazero/client';
import { check } from './check.js';
import { type Options, optionsFrom, USAGE } from './options.js';

const NOTHING_CHANGED = 0;
const SOMETHING_CHANGED = 1;
const NO_CHECK = 2;

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => stop.abort(new Error(`ended by ${signal}`)));

async function main(): Promise<number> {
  let options: Options;
  try {
    options = optionsFrom(process.argv.slice(2), process.env);
  } catch (error) {
    complain(`${messageOf(error)}\n\n${USAGE}`);
    return NO_CHECK;
  }
  if (options.atMinute === null) return checkOnce(options, new Date());
  while (!stop.signal.aborted) {
    const next = nextTime(options.atMinute, new Date());
    say(`The next check is at ${next.toLocaleString()}.`);
    // Ended here, nothing was going on.
    const ended = await wait(next.getTime() - Date.now(), false, { signal: stop.signal }).catch(() => true);
    // A night without a check is complained about; the next one is another chance.
    if (!ended) await checkOnce(options, next);
  }
  return NOTHING_CHANGED;
}

async function checkOnce({ url, token, country, again }: Options, at: Date): Promise<number> {
  try {
    const client = createAreaZeroClient({
      url,
      token,
      onConnection: (state) =>
        state === 'lost' && complain('The connection to the portal is lost; it is opened again.'),
    });
    try {
      const key = again ? at.toISOString() : dayOf(at);
      const changed = await check({ client, country, key, say, signal: stop.signal });
      return changed ? SOMETHING_CHANGED : NOTHING_CHANGED;
    } finally {
      client.close();
    }
  } catch (error) {
    complain(`The check could not be made: ${messageOf(error)}`);
    return NO_CHECK;
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The local day, as 2026-11-28. */
const dayOf = (at: Date) =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

/** Today at that minute of the day, or tomorrow where that is over; right also on days of 23 and 25 hours. */
function nextTime(minute: number, now: Date): Date {
  const next = new Date(now);
  next.setHours(0, minute, 0, 0);
  if (next <= now) next.setDate(next.getDate() + 1);
  return next;
}

process.exitCode = await main();
