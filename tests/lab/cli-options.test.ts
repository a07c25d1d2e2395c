import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { describe, expect, it } from 'vitest';
import { readOptions } from '../../lab/cli-options';
import { LAB_PLATFORMS } from '../../lab/network/model';

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

  it('reads a mix of platforms: shares, or all of them', () => {
    expect(readOptions([], {})).toMatchObject({ platforms: undefined });
    expect(readOptions(['--platforms', 'cisco_xr=2, arista_eos'], {})).toMatchObject({
      platforms: { cisco_xr: 2, arista_eos: 1 },
    });
    const all = Object.fromEntries(LAB_PLATFORMS.map((platform) => [platform, 1]));
    expect(readOptions(['--platforms', 'all'], {})).toMatchObject({ platforms: all });
  });

  it('takes a public key to log in with, and no private one', () => {
    const directory = mkdtempSync(join(tmpdir(), 'lab-options-'));
    try {
      const pair = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
      const file = join(directory, 'key');
      writeFileSync(file, `${pair.public}\n`);
      expect(readOptions(['--authorized-key', file], {})).toMatchObject({ authorizedKey: pair.public });
      writeFileSync(file, pair.private);
      expect(() => readOptions(['--authorized-key', file], {})).toThrow('--authorized-key: expected a public key');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it.each([
    [['--platforms', 'cisco_xr,cisco_pix'], '--platforms'],
    [['--platforms', 'cisco_xr=0'], '--platforms'],
    [['--platforms', ''], '--platforms'],
    [['--authorized-key', '/nowhere/at/all'], '--authorized-key'],
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
