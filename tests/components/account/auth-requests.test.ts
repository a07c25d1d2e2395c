import { describe, expect, it } from 'vitest';
import { refusal } from '@/components/account/auth-requests';

const headers = (values: Record<string, string> = {}) => new Headers(values);

describe('a refused sign-in', () => {
  it('says how long to wait when there were too many tries', () => {
    expect(refusal(429, headers({ 'retry-after': '42' }))).toContain('42 s');
    expect(refusal(429, headers())).toContain('a minute');
  });

  it('does not tell whether the account or the password was wrong', () => {
    expect(refusal(401, headers())).toBe('Email or password is not right.');
  });

  it('does not blame the person for a fault of the portal', () => {
    expect(refusal(503, headers())).toMatch(/portal could not/);
  });
});
