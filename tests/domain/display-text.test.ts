// biome-ignore-all lint/suspicious/noControlCharactersInRegex: these are what the tests are about
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayText } from '@/domain/display-text';

const shown = (text: string) => displayText(new TextEncoder().encode(text));

describe('output for display', () => {
  it.each([
    ['lines end in LF', 'a\r\nb\r\r\nc', 'a\nb\nc'],
    ['tabs and blank lines stay', 'a\tb\n\nc\n', 'a\tb\n\nc\n'],
    ['colours are gone', '\u001b[1;31mdown\u001b[0m', 'down'],
    ['cursor moves and paging are gone', '\u001b[42D\u001b[Kline\u001b[?25l', 'line'],
    ['a title sequence is gone with its text', '\u001b]0;evil title\u0007after', 'after'],
    ['a title without an end takes no following line along', '\u001b]0;evil\nafter', '\nafter'],
    ['an unfinished sequence at the end is gone', 'text\u001b[', 'text'],
    ['8-bit sequences are gone', '\u009b31mred', 'red'],
    ['backspace overwrites', 'shwo\b\bow', 'show'],
    ['a pager that paints itself over leaves nothing', ' --More-- \r          \rnext', 'next'],
    ['a progress line shows its last state', '10%\r20%\r100%', '100%'],
    ['NUL and bell are gone', 'a\u0000b\u0007c', 'abc'],
    ['what would reorder text is made visible', 'user\u202etxt', 'user<U+202E>txt'],
    ['what cannot be seen is made visible', 'a\u200bb', 'a<U+200B>b'],
    ['markup is plain text', '<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['other scripts stay', 'Zürich 東京 🛰', 'Zürich 東京 🛰'],
  ])('%s', (_, sent, expected) => {
    expect(shown(sent)).toBe(expected);
  });

  it('of bytes that are no UTF-8 has replacement characters', () => {
    expect(displayText(Uint8Array.from([0x61, 0xff, 0xfe, 0x62]))).toBe('a\ufffd\ufffdb');
  });

  it('never throws, and never holds a control character but tab and LF, or one that reorders', () => {
    const noise = fc.array(
      fc.oneof(
        fc.constantFrom(
          '\u001b[',
          '\u001b]',
          '\u001b',
          '\r',
          '\b',
          '\n',
          '\u009b',
          'm',
          ';',
          '31',
          '\u0007',
          '\u202e',
          'x',
        ),
        fc.string({ unit: 'binary' }),
      ),
    );
    fc.assert(
      fc.property(noise, (parts) => {
        const text = shown(parts.join(''));
        expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => typeof displayText(bytes) === 'string'));
  });

  it('leaves plain text alone', () => {
    const plain = fc.stringMatching(/^[ -~\t\n]*$/);
    fc.assert(
      fc.property(plain, (text) => {
        expect(shown(text)).toBe(text);
      }),
    );
  });

  it('takes time in proportion to its input, whatever it is', () => {
    const startedAt = performance.now();
    for (const piece of ['\u001b]', '\u001b[', '\u001b', '\r', '\b', ' \r']) shown(piece.repeat(500_000));
    expect(performance.now() - startedAt).toBeLessThan(60_000);
  });
});

it('is the same for text as for its bytes', () => {
  const unit = fc.constantFrom(
    'a',
    ' ',
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\b',
    '\u001b',
    '[',
    'm',
    '\u0000',
    '\u202e',
    '\ufeff',
    'ü',
  );
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      expect(displayText(text)).toBe(displayText(new TextEncoder().encode(text)));
    }),
  );
});
