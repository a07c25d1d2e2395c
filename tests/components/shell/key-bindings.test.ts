import { describe, expect, it } from 'vitest';
import { createKeyReader, GO_TO, type KeyStroke } from '@/components/shell/key-bindings';

const stroke = (key: string, change: Partial<KeyStroke> = {}): KeyStroke => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  elsewhere: false,
  at: 0,
  ...change,
});

describe('keys', () => {
  it('a letter after g goes to its page, if it comes soon', () => {
    for (const [letter, { href }] of Object.entries(GO_TO)) {
      const read = createKeyReader();
      expect(read(stroke('g'), true)).toBeNull();
      expect(read(stroke(letter, { at: 1_000 }), true)).toEqual({ kind: 'go', href });
    }
    const late = createKeyReader();
    late(stroke('g'), true);
    expect(late(stroke('d', { at: 2_000 }), true)).toBeNull();
  });

  it('a sequence ends with any second key', () => {
    const read = createKeyReader();
    read(stroke('g'), true);
    expect(read(stroke('x'), true)).toBeNull();
    expect(read(stroke('d'), true)).toBeNull();
    expect(read(stroke('j'), true)).toEqual({ kind: 'next' });
  });

  it('text, menus and dialogs keep their keys; the palette opens from everywhere', () => {
    const read = createKeyReader();
    for (const key of ['?', '/', 'j', 'k', 'g']) expect(read(stroke(key, { elsewhere: true }), true)).toBeNull();
    expect(read(stroke('k', { ctrlKey: true, elsewhere: true }), true)).toEqual({ kind: 'palette' });
    expect(read(stroke('K', { metaKey: true }), true)).toEqual({ kind: 'palette' });
  });

  it('keys of the browser and of the system are left alone', () => {
    const read = createKeyReader();
    for (const held of ['ctrlKey', 'metaKey', 'altKey'] as const) {
      expect(read(stroke('j', { [held]: true }), true)).toBeNull();
    }
  });

  it('single keys can be switched off', () => {
    const read = createKeyReader();
    for (const key of ['?', '/', 'j', 'k', 'g', 'd']) expect(read(stroke(key), false)).toBeNull();
    expect(read(stroke('k', { metaKey: true }), false)).toEqual({ kind: 'palette' });
  });
});
