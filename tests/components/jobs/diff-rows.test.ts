import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folded, MAX_LINES, sideBySide } from '@/components/jobs/diff-rows';
import { type Comparison, comparedText } from '@/domain/volatile';

const of: Comparison = { platform: 'cisco_ios', scope: 'devices', deviceName: 'r-1' };
const both = { left: of, right: of };
const row = (state: string, dead: string) =>
  `10.0.0.1          1   ${state}/DR         ${dead}    10.0.1.1        Gi0/1`;
const text = fc
  .array(fc.constantFrom('', ' ', 'a', 'b c', 'up for 1w2d', 'up for 00:00:05', row('FULL', '00:00:31')), {
    maxLength: 14,
  })
  .map((lines) => lines.join('\n'));

describe('two answers side by side', () => {
  it('lose no line of either, and show a difference exactly where they are not equal', () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        const { rows, differences } = sideBySide(left, right, both);
        for (const [side, whole] of [
          ['left', left],
          ['right', right],
        ] as const) {
          const shown = rows.flatMap((one) => one[side]?.text ?? []);
          expect(shown.join('\n').trim()).toBe(
            whole
              .split('\n')
              .filter((_, at, all) => all.slice(at).some((l) => l.trim()) && all.slice(0, at + 1).some((l) => l.trim()))
              .join('\n')
              .trim(),
          );
        }
        expect(differences === 0).toBe(comparedText(left, of) === comparedText(right, of));
        for (const { kind, left: a, right: b } of rows) {
          expect([kind, a !== null, b !== null]).toEqual([kind, kind !== 'right', kind !== 'left']);
        }
      }),
    );
  });

  it('mark the words that differ, and no timer', () => {
    const { rows } = sideBySide(row('FULL', '00:00:31'), row('INIT', '00:00:07'), both);
    const marked = rows.map(({ left, right }) =>
      [left, right].map((side) => side?.marks.map(([from, to]) => side.text.slice(from, to))),
    );
    expect(marked).toEqual([[['FULL'], ['INIT']]]);
  });

  it('leave out timers on lines that are else the same', () => {
    expect(sideBySide(row('FULL', '00:00:31'), row('FULL', '00:00:07'), both).differences).toBe(0);
  });

  it('of any size are done in bounded work, and say what was not compared', () => {
    const lines = (word: string) => Array.from({ length: MAX_LINES + 10 }, (_, at) => `${word} ${at}`).join('\n');
    const { rows, cut } = sideBySide(`head\n${lines('a')}`, `head\n${lines('b')}`, both);
    expect(cut).toBe(true);
    expect(rows[0]).toMatchObject({ kind: 'same' });
    expect(rows).toHaveLength(MAX_LINES);
  });

  it('are folded to the differences and three lines around each, with no line lost', () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        const { rows } = sideBySide(left, right, both);
        const short = folded(rows);
        const count = short.reduce((sum, one) => sum + (one.kind === 'fold' ? one.hidden : 1), 0);
        expect(count).toBe(rows.length);
        expect(short.filter(({ kind }) => kind !== 'fold' && kind !== 'same')).toEqual(
          rows.filter(({ kind }) => kind !== 'same'),
        );
      }),
    );
  });
});
