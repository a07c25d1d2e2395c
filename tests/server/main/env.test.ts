import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { EnvError, loadEnv } from '@/server/env';

const SECRET_KEY = Buffer.alloc(32, 7).toString('base64');

function problemOf(source: Record<string, string>): string {
  try {
    loadEnv({ SECRET_KEY, ...source });
  } catch (error) {
    if (error instanceof EnvError) return error.message;
  }
  return 'none';
}

describe('the environment', () => {
  it('needs nothing but a key: the rest has the published defaults', () => {
    expect(loadEnv({ SECRET_KEY })).toMatchObject({
      NODE_ENV: 'production',
      PORT: 3000,
      HOST: '127.0.0.1',
      PUBLIC_URL: 'http://localhost:3000',
      DATABASE_URL: 'file:./data/areazero.db',
      ALLOWED_TARGETS: '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7',
      MAX_BATCH_SIZE: 50,
      MAX_SESSIONS: 500,
      HANDSHAKES_AT_ONCE: 25,
      CONNECT_TIMEOUT_MS: 10_000,
      HANDSHAKE_TIMEOUT_MS: 20_000,
      AUTH_TIMEOUT_MS: 20_000,
      PROMPT_TIMEOUT_MS: 20_000,
      COMMAND_IDLE_TIMEOUT_MS: 60_000,
      DEVICE_TIMEOUT_MS: 300_000,
      MAX_OUTPUT_BYTES: 10_485_760,
      HOST_KEY_POLICY: 'first_use',
      LOG_LEVEL: 'info',
    });
  });

  it('takes PUBLIC_URL from PORT, and only the origin of what is given', () => {
    expect(loadEnv({ SECRET_KEY, PORT: '8080' }).PUBLIC_URL).toBe('http://localhost:8080');
    expect(loadEnv({ SECRET_KEY, PUBLIC_URL: 'https://noc.example.net/x/' }).PUBLIC_URL).toBe(
      'https://noc.example.net',
    );
  });

  it('without a key says how to make one, for an empty one as well', () => {
    for (const source of [{}, { SECRET_KEY: '' }]) {
      expect(() => loadEnv(source)).toThrow(/SECRET_KEY: expected 32 bytes in base64; make one with: openssl rand/);
    }
  });

  it('takes the key in base64 and in base64url', () => {
    const key = randomBytes(32);
    for (const encoding of ['base64', 'base64url'] as const) {
      expect(loadEnv({ SECRET_KEY: key.toString(encoding) }).SECRET_KEY).toEqual(key);
    }
  });

  it.each([
    ['too short', randomBytes(31).toString('base64')],
    ['too long', randomBytes(33).toString('base64')],
    ['hexadecimal', randomBytes(32).toString('hex')],
    ['a pass phrase', 'correct horse battery staple'],
    ['mistyped', SECRET_KEY.replace('w', '*')],
  ])('refuses a key that is %s, by its name', (_, text) => {
    expect(problemOf({ SECRET_KEY: text })).toContain('SECRET_KEY: expected 32 bytes in base64');
    expect(problemOf({ SECRET_KEY: text })).not.toContain(text);
  });

  it('names the variable and what was expected, never the value', () => {
    expect(problemOf({ SECRET_KEY: 'hunter2' })).toMatch(/SECRET_KEY: expected 32 bytes/);
    expect(problemOf({ SECRET_KEY: 'hunter2' })).not.toContain('hunter2');
    expect(problemOf({ PORT: '70000' })).toContain('PORT: expected a whole number from 1 to 65535');
    expect(problemOf({ PORT: 'http' })).toContain('PORT: expected a whole number from 1 to 65535');
    expect(problemOf({ PUBLIC_URL: 'ftp://x' })).toContain('PUBLIC_URL: expected an http or https URL');
    expect(problemOf({ ALLOWED_TARGETS: '10.0.0.0/33' })).toContain('ALLOWED_TARGETS: expected networks');
    expect(problemOf({ MAX_BATCH_SIZE: '2.5' })).toContain('MAX_BATCH_SIZE: expected a whole number');
    expect(problemOf({ HOST_KEY_POLICY: 'off' })).toContain('HOST_KEY_POLICY: expected first_use or strict');
    expect(problemOf({ ADMIN_EMAIL: 'a@example.net' })).toContain('ADMIN_PASSWORD: expected together with ADMIN_EMAIL');
    expect(problemOf({ ADMIN_EMAIL: 'a@example.net', ADMIN_PASSWORD: 'short' })).toContain(
      'ADMIN_PASSWORD: expected at least 8',
    );
  });

  it.each([
    ['CONNECT_TIMEOUT_MS', 600_000],
    ['HANDSHAKE_TIMEOUT_MS', 600_000],
    ['AUTH_TIMEOUT_MS', 600_000],
    ['PROMPT_TIMEOUT_MS', 600_000],
    ['COMMAND_IDLE_TIMEOUT_MS', 3_600_000],
    ['DEVICE_TIMEOUT_MS', 86_400_000],
  ])('has a clock %s of its own, from 100 ms to %i ms', (name, most) => {
    for (const ms of [100, most]) expect(loadEnv({ SECRET_KEY, [name]: String(ms) })).toHaveProperty(name, ms);
    for (const ms of ['99', String(most + 1), '1.5', 'soon', 'Infinity']) {
      expect(problemOf({ [name]: ms })).toContain(`${name}: expected a whole number from 100 to ${most}`);
    }
  });

  it('lists all that is wrong at once', () => {
    const text = problemOf({ PORT: '0', LOG_LEVEL: 'loud' });
    expect(text).toContain('PORT:');
    expect(text).toContain('LOG_LEVEL:');
  });

  it('is documented: .env.example has every variable, with the default that is used', async () => {
    const example = await readFile('.env.example', 'utf8');
    const documented = Object.fromEntries(
      [...example.matchAll(/^#?([A-Z][A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    );
    const env = loadEnv({ SECRET_KEY });
    for (const [name, value] of Object.entries(env)) {
      if (name === 'SECRET_KEY') expect(documented[name]).toBe('');
      else expect([name, documented[name]]).toEqual([name, String(value)]);
    }
    for (const name of ['ADMIN_EMAIL', 'ADMIN_PASSWORD', 'WORKERS']) expect(documented[name]).toBe('');
  });
});
