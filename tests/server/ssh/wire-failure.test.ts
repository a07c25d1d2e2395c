import { describe, expect, it } from 'vitest';
import { connectFailure, plainText, wireFailure } from '@/server/ssh/wire-failure';

describe('a failure of the wire', () => {
  it.each([
    ['ECONNREFUSED', 'refused'],
    ['ECONNRESET', 'busy'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['ETIMEDOUT', 'unreachable'],
    ['EMFILE', 'internal'],
  ])('while connecting, %s is %s', (code, kind) => {
    expect(connectFailure(Object.assign(new Error(code), { code })).kind).toBe(kind);
  });

  it.each([
    ['banner', { message: 'Connection lost before handshake', level: 'protocol' }, 'busy'],
    ['banner', { message: 'read ECONNRESET', level: 'client-socket', code: 'ECONNRESET' }, 'busy'],
    ['handshake', { message: 'Handshake failed: no matching S->C cipher', level: 'handshake' }, 'algorithm_mismatch'],
    ['handshake', { message: 'Key exchange failed', code: 3 }, 'algorithm_mismatch'],
    ['handshake', { message: 'Too many connections', code: 12 }, 'busy'],
    ['handshake', { message: 'read ECONNRESET', level: 'client-socket', code: 'ECONNRESET' }, 'connection_lost'],
    ['auth', { message: 'Too many authentication failures', code: 2 }, 'auth_failed'],
    ['auth', { message: 'No more auth methods available', code: 14 }, 'auth_failed'],
    ['auth', { message: 'the router closed the connection' }, 'connection_lost'],
    ['shell', { message: 'no shell: (SSH) Channel open failure: resource shortage' }, 'connection_lost'],
    ['shell', { message: 'read ECONNRESET', level: 'client-socket', code: 'ECONNRESET' }, 'connection_lost'],
  ] as const)('in the %s, %j is %s', (step, error, kind) => {
    expect(wireFailure(error, { step, offers: [] }).kind).toBe(kind);
  });

  it('is one bounded line without control characters', () => {
    const text = plainText(`a\r\nb\u001b[31m\u0000${'x'.repeat(1_000)}`);
    expect(text).toMatch(/^a b \[31m x+…$/);
    expect(text.length).toBe(301);
  });
});
