import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dialed, failureOf } from './lab-session';
import { type OpenSsh, opensshMissing, startOpenSsh } from './openssh';

const missing = opensshMissing();
if (missing) {
  if (process.env.CI === 'true') throw new Error(`A real OpenSSH server is needed in CI: ${missing}`);
  process.stderr.write(`SKIPPED: sessions with a real OpenSSH server (${missing})\n`);
}

const PASSPHRASE = 'Open-Sesame-55';

describe.skipIf(missing)('a real OpenSSH server', () => {
  let directory: string;
  let server: OpenSsh | null = null;
  const key = (type: string) => {
    const file = join(directory, type);
    return { privateKey: readFileSync(file, 'utf8'), public: readFileSync(`${file}.pub`, 'utf8').trim() };
  };
  const start = async (...config: string[]) => {
    server = await startOpenSsh({ authorizedKeys: [key('rsa').public, key('ed25519').public], config });
    return server;
  };
  const login = (type: string, { username }: OpenSsh, passphrase = PASSPHRASE) => ({
    secret: { username, password: null, privateKey: key(type).privateKey, passphrase },
  });

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'keys-'));
    for (const type of ['rsa', 'ed25519']) {
      const file = join(directory, type);
      execFileSync('ssh-keygen', ['-q', '-t', type, '-a', '2', '-N', PASSPHRASE, '-C', '', '-f', file]);
    }
  });
  afterAll(() => rmSync(directory, { recursive: true }));
  afterEach(async () => {
    await server?.close();
    server = null;
  });

  it.each(['rsa', 'ed25519'])('takes a key of ssh-keygen with a passphrase (%s)', async (type) => {
    const place = await start();
    await (await dialed(place, login(type, place))).close();
  });

  it.each([
    ['legacy', 'KexAlgorithms diffie-hellman-group-exchange-sha256'],
    ['legacy', 'KexAlgorithms diffie-hellman-group14-sha1'],
    ['legacy', 'KexAlgorithms diffie-hellman-group-exchange-sha1'],
    ['legacy', 'Ciphers aes256-cbc'],
    ['ancient', 'KexAlgorithms diffie-hellman-group1-sha1'],
    ['ancient', 'Ciphers 3des-cbc'],
    ['ancient', 'MACs hmac-md5\nCiphers aes128-ctr'],
  ] as const)('needs the profile %s for %s', async (algorithms, config) => {
    const place = await start(config);
    const newer = algorithms === 'legacy' ? 'modern' : 'legacy';
    expect(await failureOf(place, { ...login('ed25519', place), link: { algorithms: newer } })).toMatchObject({
      kind: 'algorithm_mismatch',
      detail: expect.stringMatching(new RegExp(`set this device to ${algorithms}$`)),
    });
    await (await dialed(place, { ...login('ed25519', place), link: { algorithms } })).close();
  });
});
