import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutputKeeper } from '@/server/ssh/output-keeper';

function keep(limit: number, pieces: readonly Buffer[]): { keeper: OutputKeeper; kept: Buffer } {
  const keeper = new OutputKeeper(limit);
  const taken: Buffer[] = [];
  for (const piece of pieces) {
    keeper.push(piece);
    const ready = keeper.take();
    if (ready) taken.push(ready);
  }
  keeper.finish();
  taken.push(keeper.take() ?? Buffer.alloc(0));
  return { keeper, kept: Buffer.concat(taken) };
}

describe('output keeper', () => {
  it('keeps output up to the limit as it is, in any pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 20 }), fc.nat(50), (arrays, spare) => {
        const pieces = arrays.map((array) => Buffer.from(array));
        const all = Buffer.concat(pieces);
        const { keeper, kept } = keep(all.length + spare, pieces);
        expect(kept.equals(all)).toBe(true);
        expect(keeper.bytes).toBe(all.length);
        expect(keeper.truncated).toBe(false);
      }),
    );
  });

  it('beyond the limit keeps head and tail, says once how much is missing, and counts all', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 60 }), { minLength: 8 }), (texts) => {
        const all = Buffer.from(texts.join(''));
        const limit = Math.floor(all.length / 2);
        const { keeper, kept } = keep(
          limit,
          texts.map((text) => Buffer.from(text)),
        );
        const [, head = '', missing = '', tail = ''] =
          /^(.*)\n\[… (\d+) bytes left out …\]\n(.*)$/s.exec(kept.toString()) ?? [];
        expect(all.toString().startsWith(head)).toBe(true);
        expect(all.toString().endsWith(tail)).toBe(true);
        expect(Buffer.byteLength(head) + Number(missing) + Buffer.byteLength(tail)).toBe(all.length);
        expect(Buffer.byteLength(head) + Buffer.byteLength(tail)).toBeLessThanOrEqual(limit);
        expect(keeper).toMatchObject({ bytes: all.length, truncated: true });
      }),
    );
  });

  it('keeps nothing with a limit of nothing, and counts', () => {
    const { keeper, kept } = keep(0, [Buffer.from('abc'), Buffer.from('def')]);
    expect(kept.toString()).toBe('\n[… 6 bytes left out …]\n');
    expect(keeper).toMatchObject({ bytes: 6, truncated: true });
  });
});
