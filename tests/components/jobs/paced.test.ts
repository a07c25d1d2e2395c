import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { paced } from '@/components/jobs/paced';

/** Something that changes, and who is told of it. */
function source() {
  const listeners = new Set<() => void>();
  return {
    listeners,
    change: () => {
      for (const listener of listeners) listener();
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

describe('changes at a pace', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('tells the first at once, then one in each stretch, and the last in any case', () => {
    const { change, subscribe } = source();
    let told = 0;
    paced(
      subscribe,
      100,
    )(() => {
      told += 1;
    });
    change();
    expect(told).toBe(1);
    change();
    change();
    expect(told).toBe(1);
    vi.advanceTimersByTime(100);
    expect(told).toBe(2);
    vi.advanceTimersByTime(1_000);
    expect(told).toBe(2);
    change();
    expect(told).toBe(3);
  });

  it('tells all of its listeners in the same moment, whenever they came', () => {
    const { change, subscribe } = source();
    const steady = paced(subscribe, 100);
    const told: string[] = [];
    steady(() => told.push('a'));
    change();
    steady(() => told.push('b'));
    change();
    expect(told).toEqual(['a']);
    vi.advanceTimersByTime(100);
    expect(told).toEqual(['a', 'a', 'b']);
  });

  it('listens only while somebody listens to it, and begins anew after that', () => {
    const { change, subscribe, listeners } = source();
    const steady = paced(subscribe, 100);
    const leave = steady(() => undefined);
    change();
    change();
    leave();
    expect(listeners.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    let told = 0;
    steady(() => {
      told += 1;
    });
    change();
    expect(told).toBe(1);
  });
});
