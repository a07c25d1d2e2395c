import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shares } from '@/cli/live/bar';
import { countryOrder, liveFrame } from '@/cli/live/frame';
import { GLYPHS } from '@/cli/live/glyphs';
import type { LiveView } from '@/cli/live/view';
import { render } from '@/cli/terminal/paint';
import { widthOf } from '@/cli/terminal/text';
import { DEVICE_RUN_STATES } from '@/domain/job';
import { initialProgress, recount } from '@/domain/progress';
import { planOf } from '../../support/plan';

const HOSTILE = 'x\u001b]0;owned\u0007\u001b[2J\u009b5A\r\n\u202e日本';
const NOW = Date.parse('2026-03-01T10:00:00Z');

/** A job of any devices in any states, with text that would move a cursor wherever text comes from outside. */
const views: fc.Arbitrary<LiveView> = fc
  .record({
    states: fc.array(fc.constantFrom(...DEVICE_RUN_STATES), { minLength: 1, maxLength: 120 }),
    countries: fc.integer({ min: 1, max: 40 }),
    title: fc.constantFrom('Evening', HOSTILE, '長い題名'.repeat(40)),
    lost: fc.boolean(),
    started: fc.boolean(),
  })
  .map(({ states, countries, title, lost, started }) => {
    const plan = planOf({ devices: states.length });
    const progress = initialProgress(plan);
    const at = new Date(NOW - 5_000).toISOString();
    progress.startedAt = started ? at : null;
    if (started) progress.state = 'running';
    progress.devices = progress.devices.map((device, nth) => ({
      ...device,
      state: states[nth]!,
      deviceName: nth % 3 === 0 ? `${HOSTILE}${nth}` : device.deviceName,
      country: String.fromCharCode(65 + (nth % countries) / 26, 65 + ((nth % countries) % 26)),
      startedAt: at,
      endedAt: at,
      command: HOSTILE,
      commandIndex: 1,
      failure: { kind: 'command_rejected', message: HOSTILE },
    }));
    recount(progress);
    const head = {
      jobId: 'j',
      title,
      totalDevices: states.length,
      totalBatches: 1,
      batchSize: 10,
      strategy: 'batch' as const,
    };
    return { head, progress, numbers: null, now: NOW, lostSince: lost ? NOW - 3_000 : null, overHttp: false };
  });

describe('a picture of a job', () => {
  it('counts no time about which the portal has said nothing', () => {
    const progress = initialProgress(planOf({ devices: 2 }));
    const startedAt = new Date(NOW - 5_000).toISOString();
    progress.startedAt = startedAt;
    progress.state = 'running';
    progress.devices = progress.devices.map((device) => ({ ...device, state: 'running', startedAt }));
    recount(progress);
    const head = { jobId: 'j', title: 'Evening', totalDevices: 2, totalBatches: 1, batchSize: 10, strategy: 'batch' };
    const shown = (now: number, lostSince: number | null) => {
      const view = { head, progress, numbers: null, now, lostSince, overHttp: false } as LiveView;
      const lines = liveFrame(view, countryOrder(progress), { columns: 80, rows: 24 }, GLYPHS);
      return lines.map((line) => render(line, 80, false)).filter((line) => /^elapsed| \d+ s$/.test(line));
    };
    const known = shown(NOW, null);
    expect(known.length).toBe(3);
    expect(shown(NOW + 60_000, NOW)).toEqual(known);
    expect(shown(NOW + 60_000, null)).not.toEqual(known);
  });

  it('fits the terminal in both directions and holds nothing that a terminal obeys, whatever job and size', () => {
    const sizes = fc.record({ columns: fc.integer({ min: 1, max: 240 }), rows: fc.integer({ min: 1, max: 80 }) });
    fc.assert(
      fc.property(views, sizes, (view, size) => {
        const lines = liveFrame(view, countryOrder(view.progress), size, GLYPHS);
        expect(lines.length).toBeLessThanOrEqual(size.rows);
        for (const line of lines) {
          const text = render(line, size.columns, false);
          // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
          expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
          expect(widthOf(text)).toBeLessThanOrEqual(size.columns);
        }
      }),
    );
  });

  it('at 80 by 24 has the bar, countries, devices in work and failures at once', () => {
    fc.assert(
      fc.property(views, (view) => {
        const { counts } = view.progress;
        const text = liveFrame(view, countryOrder(view.progress), { columns: 80, rows: 24 }, GLYPHS)
          .map((line) => render(line, 80, false))
          .join('\n');
        expect(text).toMatch(new RegExp(` of ${counts.total}$`, 'm'));
        expect(text).toMatch(/^Countries \(\d+\)/m);
        expect(text).toMatch(new RegExp(`^Now running \\(${counts.running}\\)$`, 'm'));
        if (counts.failed + counts.unknown > 0) expect(text).toMatch(/^Last failures/m);
      }),
    );
  });

  it('names the countries with the most work left first', () => {
    const progress = initialProgress(planOf({ devices: 3 }));
    progress.devices = progress.devices.map((device, nth) => ({
      ...device,
      country: ['DE', 'FR', 'FR'][nth]!,
      state: nth === 0 ? 'running' : 'completed',
    }));
    recount(progress);
    expect(countryOrder(progress)).toEqual(['DE', 'FR']);
  });
});

describe('shares of a bar', () => {
  const values = fc.array(fc.nat(10_000), { minLength: 7, maxLength: 7 });

  it('fill it exactly, and give each class that holds anything a cell where there is room', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 300 }), (counts, width) => {
        const cells = shares(counts, width);
        expect(cells.reduce((sum, cell) => sum + cell, 0)).toBe(width);
        expect(Math.min(...cells)).toBeGreaterThanOrEqual(0);
        if (width >= 7)
          for (const [at, count] of counts.entries())
            expect(cells[at]! > 0).toBe(count > 0 || (at === 6 && counts.every((n) => n === 0)));
      }),
    );
  });

  it('are those of the counts', () => {
    expect(shares([50, 0, 25, 25], 40)).toEqual([20, 0, 10, 10]);
    expect(shares([9_999, 1, 0, 0], 20)).toEqual([19, 1, 0, 0]);
  });
});
