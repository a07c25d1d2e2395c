import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOptions } from '../../lab/cli-options';

describe('the command line of npm run routers', () => {
  it('has defaults for everything but the password', () => {
    expect(readOptions([], {})).toMatchObject({ size: 60, port: 2222, password: undefined, faults: {} });
    expect(readOptions(['--help'], {})).toBe('help');
  });

  it('takes the password from a file before the environment, without its line end', () => {
    const directory = mkdtempSync(join(tmpdir(), 'lab-options-'));
    try {
      const file = join(directory, 'password');
      writeFileSync(file, ' with spaces \n');
      expect(readOptions([], { LAB_PASSWORD: 'env' })).toMatchObject({ password: 'env' });
      expect(readOptions(['--password-file', file], { LAB_PASSWORD: 'env' })).toMatchObject({
        password: ' with spaces ',
      });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('reads faults by router name', () => {
    expect(readOptions(['--fault', 'a-01=busy', '--fault', 'b-01=flood:99'], {})).toMatchObject({
      faults: { 'a-01': { kind: 'busy' }, 'b-01': { kind: 'flood', bytes: 99 } },
    });
  });

  it.each([
    [['--size', '0'], '--size'],
    [['--size', 'many'], '--size'],
    [['--port', '70000'], '--port'],
    [['--think', '-1'], '--think'],
    [['--seed', '1.5'], '--seed'],
    [['--fault', 'x'], '--fault'],
    [['--fault', 'x=unknown'], '--fault'],
    [['--password-file', '/nowhere/at/all'], '--password-file'],
    [['--colour'], '--colour'],
  ])('names the flag that is wrong in %j', (args, flag) => {
    expect(() => readOptions(args, {})).toThrow(flag);
  });
});
