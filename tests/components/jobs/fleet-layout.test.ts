import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FLEET_GLYPHS } from '@/components/jobs/fleet-glyphs';
import { cellAfterKey, cellAt, cellOrigin, fleetLayout } from '@/components/jobs/fleet-layout';

const grid = fc.record({
  count: fc.integer({ min: 1, max: 12_000 }),
  width: fc.integer({ min: 300, max: 2_600 }),
});

describe('the fleet grid', () => {
  it('has a place of its own for every device, inside its width, that a pointer finds again', () => {
    fc.assert(
      fc.property(grid, fc.nat(), ({ count, width }, pick) => {
        const layout = fleetLayout(count, width, 290);
        const index = pick % count;
        const { x, y } = cellOrigin(layout, index);
        expect(x + layout.cell).toBeLessThanOrEqual(width);
        expect(y + layout.cell).toBeLessThanOrEqual(layout.height);
        expect(cellAt(layout, count, x + layout.cell - 1, y)).toBe(index);
        expect(cellAt(layout, count, x, layout.height + 1)).toBe(-1);
      }),
    );
  });

  it('shows ten thousand devices without scrolling on a wide screen, and a few as large cells', () => {
    expect(fleetLayout(10_000, 2_300, 290).height).toBeLessThanOrEqual(290);
    expect(fleetLayout(60, 1_400, 290)).toMatchObject({ pitch: 18, rows: 1 });
  });

  it('has larger cells where the text is larger, and where there is more room for many', () => {
    expect(fleetLayout(60, 2_100, 690, 1.5)).toMatchObject({ pitch: 27, rows: 1 });
    expect(fleetLayout(10_000, 2_100, 690).pitch).toBeGreaterThan(fleetLayout(10_000, 2_100, 290).pitch);
  });

  it('is never left by an arrow key, and every cell is reached by them', () => {
    fc.assert(
      fc.property(
        grid,
        fc.array(fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown')),
        ({ count }, keys) => {
          let at = 0;
          for (const key of keys) at = cellAfterKey(key, at, 7, count)!;
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at).toBeLessThan(count);
        },
      ),
    );
    expect(cellAfterKey('End', 3, 7, 100)).toBe(99);
    expect(cellAfterKey('Home', 3, 7, 100)).toBe(0);
    expect(cellAfterKey('a', 3, 7, 100)).toBeNull();
  });

  it('has a shape of its own for each state', () => {
    const shapes = Object.values(FLEET_GLYPHS).map(({ path }) => path);
    expect(new Set(shapes).size).toBe(shapes.length);
  });
});
