import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stepTimers } from '@/components/shell/step-timers';

describe('intervals in step', () => {
  let ran: [second: number, name: string][];
  const note = (name: string) => () => void ran.push([performance.now() / 1_000, name]);
  const until = (ms: number) => vi.advanceTimersByTime(ms - performance.now());

  beforeEach(() => {
    ran = [];
    // The clock of a page begins when it is opened.
    vi.useFakeTimers({ now: 0, toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    vi.stubGlobal('window', globalThis);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('end together wherever they were begun, the first not sooner than after half', () => {
    const { setInterval, clearInterval } = stepTimers();
    until(300);
    setInterval(note('list'), 5_000);
    until(2_600);
    const times = setInterval(note('times'), 15_000);
    const forecast = setInterval(note('forecast'), 5_000);
    until(15_999);
    expect(ran).toEqual([
      [5, 'list'],
      [10, 'list'],
      [10, 'forecast'],
      [15, 'list'],
      [15, 'times'],
      [15, 'forecast'],
    ]);
    clearInterval(forecast);
    clearInterval(times);
    until(20_000);
    expect(ran.slice(6)).toEqual([[20, 'list']]);
  });

  it('stay in step when they are begun anew with each answer, as queries do', () => {
    const { setInterval, clearInterval } = stepTimers();
    let answers = 0;
    const ask = () => {
      note('asked')();
      answers += 1;
      clearInterval(id);
      id = setInterval(ask, 2_000);
      window.setTimeout(() => {
        clearInterval(id);
        id = setInterval(ask, 2_000);
      }, 70 * answers);
    };
    let id = setInterval(ask, 2_000);
    until(9_000);
    expect(ran.map(([second]) => second)).toEqual([2, 4, 6, 8]);
  });
});
