import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LoginPace } from '@/server/engine/login-pace';
import type { LoginLimit, LoginWatch } from '@/server/engine/ports';
import { silentLog } from '../../support/engine';
import { HeldClock } from '../../support/held-clock';

const yes: LoginWatch = { mayLogIn: async () => true, decided: () => {} };

function paceOf(limits: Record<string, LoginLimit | Error>, clock = new HeldClock()) {
  let asked = 0;
  const pace = new LoginPace({
    clock,
    log: silentLog,
    realms: {
      limitOf: async (id) => {
        asked += 1;
        const limit = limits[id] ?? null;
        if (limit instanceof Error) throw limit;
        return limit;
      },
    },
  });
  return { pace, clock, limits, asked: () => asked };
}

interface Journey {
  /** When it was let on its way, logged in, or was told that it may not; undefined: not yet. */
  connectedAt?: number;
  loggedInAt?: number;
  refusedAt?: number;
  readonly abort: AbortController;
  watch?: LoginWatch;
}

/** One device: comes, connects in so many milliseconds, logs in. */
function travel(
  { pace, clock }: Pick<ReturnType<typeof paceOf>, 'pace' | 'clock'>,
  { credential = 'c', connectMs = 0, inner = yes, mayStill = (): boolean => true } = {},
): Journey {
  const journey: Journey = { abort: new AbortController() };
  const { signal } = journey.abort;
  const go = async () => {
    const approach = await pace.approach(credential, signal);
    if (!signal.aborted) {
      journey.connectedAt = clock.now();
      journey.watch = approach.watch(inner, mayStill);
      signal.addEventListener('abort', () => journey.watch?.decided('none'));
      await clock.sleep(connectMs, signal);
      if (await journey.watch.mayLogIn()) journey.loggedInAt = clock.now();
    }
    if (journey.loggedInAt === undefined) journey.refusedAt = clock.now();
    approach.leave();
  };
  void go();
  return journey;
}

const limit = (loginsPerSecond: number, realm = 'tacacs'): LoginLimit => ({ realm, loginsPerSecond });

describe('logins of one realm', () => {
  it('start one spacing apart, in the order of coming, the first at once', async () => {
    const world = paceOf({ c: limit(4) });
    const journeys = Array.from({ length: 6 }, () => travel(world));
    await world.clock.advance(5_000);
    expect(journeys.map(({ loggedInAt }) => loggedInAt)).toEqual([0, 250, 500, 750, 1_000, 1_250]);
  });

  it('share the limit over credentials that name the realm; another realm and no realm have their own time', async () => {
    const world = paceOf({ a: limit(1), b: limit(1), other: limit(1, 'radius') });
    const journeys = ['a', 'b', 'other', 'free', 'free'].map((credential) => travel(world, { credential }));
    await world.clock.advance(3_000);
    expect(journeys.map(({ loggedInAt }) => loggedInAt)).toEqual([0, 1_000, 0, 0, 0]);
  });

  it('never come faster than the limit, whatever comes, leaves, is slow, or sets the clock', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.05, max: 100, noNaN: true }),
        fc.array(
          fc.record({
            afterMs: fc.integer({ min: 0, max: 400 }),
            connectMs: fc.integer({ min: 0, max: 6_000 }),
            leavesAfterMs: fc.option(fc.integer({ min: 0, max: 3_000 }), { nil: null, freq: 3 }),
            clockJumpMs: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(60_000) }),
          }),
          { minLength: 1, maxLength: 25 },
        ),
        async (rate, visitors) => {
          const world = paceOf({ c: limit(rate) });
          const { clock } = world;
          const journeys: Journey[] = [];
          const leavers: { at: number; journey: Journey }[] = [];
          for (const { afterMs, connectMs, leavesAfterMs, clockJumpMs } of visitors) {
            await clock.advance(afterMs);
            clock.set(clock.now() + clockJumpMs);
            const journey = travel(world, { connectMs });
            journeys.push(journey);
            if (leavesAfterMs !== null) leavers.push({ at: clock.now() + leavesAfterMs, journey });
            for (const { at, journey: leaver } of leavers) if (at <= clock.now()) leaver.abort.abort();
          }
          for (const { journey } of leavers) journey.abort.abort();
          await clock.settle();
          // At once, not at a turn that would have come.
          for (const { journey } of leavers) expect(journey.loggedInAt ?? journey.refusedAt).toBeDefined();
          await clock.advance(visitors.length * Math.ceil(1_000 / rate) + 20_000);
          const logins = journeys.flatMap(({ loggedInAt }) => loggedInAt ?? []).sort((a, b) => a - b);
          for (const [i, at] of logins.slice(1).entries())
            expect(at - logins[i]!).toBeGreaterThanOrEqual(1_000 / rate - 1e-6);
          const stayed = journeys.filter(({ abort }) => !abort.signal.aborted);
          expect(stayed.every(({ loggedInAt }) => loggedInAt !== undefined)).toBe(true);
          expect(clock.sleeping).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are not caught up with after a quiet time, and not held up by a clock that was set back', async () => {
    const world = paceOf({ c: limit(2) });
    travel(world);
    await world.clock.advance(60_000);
    const later = Array.from({ length: 3 }, () => travel(world));
    await world.clock.advance(2_000);
    expect(later.map(({ loggedInAt }) => loggedInAt)).toEqual([60_000, 60_500, 61_000]);
    world.clock.set(1_000);
    const back = travel(world);
    await world.clock.advance(500);
    expect(back.loggedInAt).toBe(1_500);
  });

  it('wait for the most part before they connect: no connection is open for long without a login', async () => {
    const world = paceOf({ c: limit(0.5) });
    const journeys = Array.from({ length: 20 }, () => travel(world));
    await world.clock.advance(60_000);
    expect(journeys.map(({ loggedInAt }) => loggedInAt)).toEqual(journeys.map((_, i) => i * 2_000));
    for (const { connectedAt, loggedInAt } of journeys) expect(loggedInAt! - connectedAt!).toBeLessThanOrEqual(7_000);
  });

  it('pass over a device that came to its end before its turn', async () => {
    const world = paceOf({ c: limit(1) });
    const [, second, third] = [travel(world), travel(world), travel(world)];
    await world.clock.advance(500);
    second.watch?.decided('none');
    await world.clock.advance(600);
    expect([second.loggedInAt, third.loggedInAt]).toEqual([undefined, 1_000]);
  });

  it('do not happen once the credential has been found bad meanwhile', async () => {
    const world = paceOf({ c: limit(1) });
    let good = true;
    travel(world);
    const waiting = travel(world, { mayStill: () => good });
    await world.clock.advance(900);
    good = false;
    await world.clock.advance(200);
    expect(waiting).toMatchObject({ refusedAt: 1_000 });
    expect(waiting.loggedInAt).toBeUndefined();
  });

  it('take no turn where the credential’s own guard says no', async () => {
    const world = paceOf({ c: limit(1) });
    const refused = travel(world, { inner: { ...yes, mayLogIn: async () => false } });
    const next = travel(world);
    await world.clock.advance(1);
    expect([refused.loggedInAt, next.loggedInAt]).toEqual([undefined, 0]);
  });
});

describe('a limit', () => {
  it('is asked for once a second, and a change reaches the devices that come after', async () => {
    const world = paceOf({ c: limit(1) });
    for (let i = 0; i < 5; i += 1) travel(world);
    await world.clock.settle();
    expect(world.asked()).toBe(1);
    await world.clock.advance(1_000);
    world.limits.c = limit(10);
    const after = travel(world);
    await world.clock.advance(1_000);
    expect(world.asked()).toBe(2);
    expect(after.loggedInAt).toBeLessThanOrEqual(2_000);
  });

  it('that cannot be read holds logins back until it can', async () => {
    const world = paceOf({ c: new Error('the database is away') });
    const journey = travel(world);
    const leaver = travel(world);
    await world.clock.advance(10_000);
    expect(journey.connectedAt).toBeUndefined();
    leaver.abort.abort();
    await world.clock.settle();
    expect(leaver.refusedAt).toBe(10_000);
    world.limits.c = limit(1);
    await world.clock.advance(1_000);
    expect(journey.loggedInAt).toBeLessThanOrEqual(11_000);
  });
});
