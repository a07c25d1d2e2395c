import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { consoleInto, createLog } from '@/server/log';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog('info', { write: (line: string) => void lines.push(line) }));
  return lines.join('');
}

describe('the log', () => {
  it('never holds a secret, wherever in an entry it stands', () => {
    const secret = 'hunter2-and-more';
    const text = logged((log) => {
      log.info({ password: secret }, 'x');
      log.info({ input: { password: secret, enablePassword: secret, privateKey: secret } }, 'x');
      log.info({ input: { passphrase: secret, apiKey: secret, serviceAccount: secret } }, 'x');
      log.info({ a: { b: { c: { token: secret } } } }, 'x');
      log.info({ headers: { authorization: secret, cookie: secret, 'set-cookie': [secret] } }, 'x');
      log.info({ req: { headers: { 'set-cookie': secret } }, info: { connectionParams: { token: secret } } }, 'x');
    });
    expect(text).not.toContain(secret);
    expect(text).toContain('[redacted]');
  });

  it('writes of an error what it is, not what libraries hang on it', () => {
    const error = Object.assign(new Error('failed', { cause: new TypeError('inner') }), { params: ['hunter2'] });
    const text = logged((log) => log.error({ err: error }, 'x'));
    expect(text).not.toContain('hunter2');
    expect(JSON.parse(text)).toMatchObject({
      err: { message: 'failed', cause: { name: 'TypeError', message: 'inner' } },
    });
  });

  it('has what libraries say on the console as lines of its own', () => {
    const direct = new PassThrough();
    const target = new Console(direct, direct);
    const text = logged((log) => {
      consoleInto(log, target);
      target.log(' ✓ Running %s took %dms', 'next.config.mjs', 44);
      target.error(new Error('a page failed'));
    });
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { level: 'info', via: 'console', msg: '✓ Running next.config.mjs took 44ms' },
      { level: 'error', via: 'console', msg: expect.stringMatching(/^Error: a page failed\n {4}at /) },
    ]);
    expect(direct.read()).toBeNull();
  });

  it('has ISO 8601 times in UTC and the level as a word', () => {
    const entry = JSON.parse(logged((log) => log.warn({}, 'x')));
    expect(entry.level).toBe('warn');
    expect(entry.time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });
});
