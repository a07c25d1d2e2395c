import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_SECRET } from '@/server/engine/ports';
import { OutputMask } from '@/server/ssh/redact';

const secret = { ...NO_SECRET, username: 'netops', password: 'aab-aabc', enablePassword: 'aab-' };

describe('the mask over output', () => {
  it('hides a password wherever the output is cut, changes nothing else and no length', () => {
    const word = fc.constantFrom('a', 'b', '-', 'aab-aabc', 'aab-', '\n', 'x');
    fc.assert(
      fc.property(fc.array(word), fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (words, cuts) => {
        const text = words.join('');
        const mask = new OutputMask(secret);
        const pieces: Buffer[] = [];
        for (let at = 0; at < text.length; ) {
          const end = at + cuts.next().value;
          pieces.push(mask.push(Buffer.from(text.slice(at, end))));
          at = end;
        }
        const output = Buffer.concat([...pieces, mask.end()]).toString();
        expect(output).toHaveLength(text.length);
        expect(output).not.toContain('aab-');
        expect([...output].every((character, i) => character === '*' || character === text[i])).toBe(true);
      }),
    );
  });

  it('leaves the bytes of its caller alone', () => {
    const given = Buffer.from('say aab-aabc');
    expect(new OutputMask(secret).push(given).toString()).toBe('say ********');
    expect(given.toString()).toBe('say aab-aabc');
  });

  it('leaves out passwords so short that they are parts of words', () => {
    const mask = new OutputMask({ ...secret, password: 'ip', enablePassword: null });
    expect(mask.push(Buffer.from('ip route\n')).toString()).toBe('ip route\n');
  });
});
