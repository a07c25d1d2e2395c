import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretBox, SealedValueError } from '@/server/auth/secret-box';

const key = randomBytes(32);
const box = createSecretBox(key);
const place = { table: 'Credential', rowId: 'row-1', column: 'sealedPassword' };

describe('secret box', () => {
  it('opens exactly what it sealed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2_000 }), (text) => {
        expect(box.open(box.seal(text, place), place)).toBe(text);
      }),
    );
  });

  it('does not open a value that was moved to another table, row or column', () => {
    const sealed = box.seal('secret', place);
    for (const other of [{ table: 'Device' }, { rowId: 'row-2' }, { column: 'sealedPrivateKey' }]) {
      expect(() => box.open(sealed, { ...place, ...other })).toThrow(SealedValueError);
    }
  });

  it('keeps places apart whose names run together', () => {
    const sealed = box.seal('secret', { table: 'A', rowId: 'B,C', column: 'D' });
    expect(() => box.open(sealed, { table: 'A', rowId: 'B', column: 'C,D' })).toThrow(SealedValueError);
  });

  it('does not open a value of which a single bit was changed', () => {
    const sealed = box.seal('secret', place);
    const [version, nonce, body] = sealed.split('.') as [string, string, string];
    for (const [part, text] of [nonce, body].entries()) {
      const bytes = Buffer.from(text, 'base64url');
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const changed = Buffer.from(bytes);
        changed[bit >> 3]! ^= 1 << (bit & 7);
        const parts = [nonce, body].map((old, i) => (i === part ? changed.toString('base64url') : old));
        expect(() => box.open([version, ...parts].join('.'), place)).toThrow(SealedValueError);
      }
    }
  });

  it('does not open a value that was cut, has a shorter tag, or another version', () => {
    const sealed = box.seal('secret', place);
    const [, nonce, body] = sealed.split('.') as [string, string, string];
    const short = Buffer.from(body, 'base64url').subarray(0, -4).toString('base64url');
    for (const bad of [
      '',
      'v1',
      `v1.${nonce}`,
      `v1.${nonce}.`,
      `v1.${nonce}.${short}`,
      `v2.${nonce}.${body}`,
      `${sealed}.x`,
    ]) {
      expect(() => box.open(bad, place)).toThrow(SealedValueError);
    }
  });

  it('does not open a value of another key, and tells neither the value nor the key', () => {
    const sealed = createSecretBox(randomBytes(32)).seal('hunter2-zq', place);
    expect(() => box.open(sealed, place)).toThrow(/^Credential row-1: sealedPassword does not open/);
  });

  it('never seals the same text twice to the same value', () => {
    expect(new Set(Array.from({ length: 500 }, () => box.seal('same', place))).size).toBe(500);
  });
});
