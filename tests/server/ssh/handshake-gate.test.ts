import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createHandshakeGate, type HandshakeGate } from '@/server/ssh/handshake-gate';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function enter(gate: HandshakeGate) {
  const turn = gate.enter();
  const state = { in: false, leave: turn.leave };
  void turn.come.then(() => {
    state.in = true;
  });
  return state;
}

const settled = () => vi.advanceTimersByTimeAsync(0);

it('lets so many in at once, the others in the order they came', async () => {
  const gate = createHandshakeGate(2);
  const turns = Array.from({ length: 5 }, () => enter(gate));
  await settled();
  expect(turns.map((turn) => turn.in)).toEqual([true, true, false, false, false]);
  turns[1]!.leave();
  await settled();
  expect(turns.map((turn) => turn.in)).toEqual([true, true, true, false, false]);
});

it('who gives up while waiting takes no place, and leaving twice gives none twice', async () => {
  const gate = createHandshakeGate(1);
  const turns = Array.from({ length: 4 }, () => enter(gate));
  turns[1]!.leave();
  turns[0]!.leave();
  turns[0]!.leave();
  await settled();
  expect(turns.map((turn) => turn.in)).toEqual([true, false, true, false]);
});

it('a handshake that stands still does not hold its place for ever', async () => {
  const gate = createHandshakeGate(1);
  const [stuck, next] = [enter(gate), enter(gate)];
  await vi.advanceTimersByTimeAsync(2_100);
  expect([stuck.in, next.in]).toEqual([true, true]);
  stuck.leave();
  const third = enter(gate);
  await settled();
  expect(third.in).toBe(false);
  next.leave();
  await settled();
  expect(third.in).toBe(true);
  third.leave();
  expect(vi.getTimerCount()).toBe(0);
});
