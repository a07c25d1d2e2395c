import { describe, expect, it } from 'vitest';
import { inkPercent, neighborByKey, worstState } from '@/components/jobs/country-paint';
import { worldShapes } from '@/components/jobs/world-shapes';
import { emptyCounts } from '@/domain/progress';

const counts = (some: Partial<ReturnType<typeof emptyCounts>>) => ({ ...emptyCounts(), ...some });

describe('a country on the map', () => {
  it('has the colour of the worst that happened in it', () => {
    expect(worstState(counts({ total: 9, completed: 7, failed: 1, running: 1 }))).toBe('failed');
    expect(worstState(counts({ total: 9, completed: 7, unknown: 1, skipped: 1 }))).toBe('unknown');
    expect(worstState(counts({ total: 9, completed: 7, running: 2 }))).toBe('running');
    expect(worstState(counts({ total: 9, completed: 7, pending: 2 }))).toBe('completed');
    expect(worstState(counts({ total: 9, pending: 9 }))).toBe('pending');
  });

  it('is the darker the more is done', () => {
    const ink = (completed: number) => inkPercent(counts({ total: 10, completed, pending: 10 - completed }));
    expect(ink(2)).toBeLessThan(ink(7));
    expect(ink(10)).toBe(100);
  });

  it('is reached from its neighbor by an arrow key', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 10, y: 1 },
      { x: 40, y: 0 },
      { x: 0, y: 30 },
    ];
    expect(neighborByKey('ArrowRight', 0, points)).toBe(1);
    expect(neighborByKey('ArrowRight', 1, points)).toBe(2);
    expect(neighborByKey('ArrowDown', 0, points)).toBe(3);
    expect(neighborByKey('ArrowUp', 0, points)).toBe(0);
    expect(neighborByKey('Enter', 0, points)).toBeNull();
  });
});

describe('the map', () => {
  it('knows the countries by the codes that devices have', () => {
    const codes = new Set(worldShapes().map(({ code }) => code));
    for (const code of ['DE', 'FR', 'US', 'BR', 'ZA', 'JP', 'AU', 'NO', 'XK']) expect(codes).toContain(code);
    expect(codes.has('AQ')).toBe(false);
    expect(codes.size).toBeGreaterThan(170);
  });
});
