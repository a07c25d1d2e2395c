import { describe, expect, it } from 'vitest';
import { tokenState } from '@/components/tokens/token';
import { EMPTY_TOKEN, expiresAtOf, parseForm } from '@/components/tokens/token-form-values';

const NOW = Date.parse('2030-01-01T12:00:00Z');

describe('a token', () => {
  it('is active until its time, and revoked for good', () => {
    const ends = '2030-01-01T12:00:00Z';
    expect(tokenState({ revokedAt: null, expiresAt: null }, NOW)).toBe('active');
    expect(tokenState({ revokedAt: null, expiresAt: ends }, NOW - 1)).toBe('active');
    expect(tokenState({ revokedAt: null, expiresAt: ends }, NOW)).toBe('expired');
    expect(tokenState({ revokedAt: ends, expiresAt: ends }, NOW)).toBe('revoked');
  });

  it('ends after so many days, at the end of a day, or never', () => {
    expect(expiresAtOf({ expiry: '30', date: '' }, NOW)).toBe(NOW + 30 * 86_400_000);
    expect(expiresAtOf({ expiry: 'never', date: '' }, NOW)).toBeNull();
    const end = new Date(expiresAtOf({ expiry: 'date', date: '2030-03-31' }, NOW)!);
    expect([end.getMonth(), end.getDate(), end.getHours()]).toEqual([2, 31, 23]);
    expect(parseForm({ ...EMPTY_TOKEN, name: ' ci ', expiry: 'never' }, NOW)).toEqual({
      ok: true,
      value: { name: 'ci', role: 'viewer', expiresAt: null },
    });
  });

  it('needs a name and a day to come', () => {
    const refused = (problems: object) => ({ ok: false, problems });
    expect(parseForm({ ...EMPTY_TOKEN, name: '  ' }, NOW)).toEqual(refused({ name: 'Expected a name' }));
    const on = (date: string) => parseForm({ ...EMPTY_TOKEN, name: 'ci', expiry: 'date', date }, NOW);
    expect(on('')).toEqual(refused({ date: 'Expected a date' }));
    expect(on('2029-12-30')).toEqual(refused({ date: 'Expected a day to come' }));
    expect(on('2030-01-03').ok).toBe(true);
  });
});
