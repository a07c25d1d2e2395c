import { describe, expect, it } from 'vitest';
import { safeNext } from '@/components/shell/sign-in-redirect';

describe('the address after sign-in', () => {
  it.each(['/jobs/1?tab=plan', '/devices?country=DE'])('is the page that was asked for: %s', (next) => {
    expect(safeNext(next)).toBe(next);
  });

  it.each([
    null,
    undefined,
    '',
    'https://example.net',
    '//example.net',
    '/\\example.net',
    'javascript:alert(1)',
    '/sign-in',
  ])('never leaves this site or goes in a circle: %s', (next) => {
    expect(safeNext(next)).toBe('/');
  });
});
