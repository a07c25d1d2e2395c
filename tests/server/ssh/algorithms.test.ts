import { generateKeyPairSync } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Algorithms } from 'ssh2';
import { afterEach, describe, expect, it } from 'vitest';
import { ALGORITHM_PROFILES, type AlgorithmProfile } from '@/domain/device';
import { compareOffers, PROFILES, profileFor, type RouterOffer } from '@/server/ssh/algorithms';
import { dial, failureOf } from './lab-session';
import { answering, type RouterScript, type ScriptedRouter, startScriptedRouter } from './scripted-router';

const NEW: RouterOffer = {
  kex: ['curve25519-sha256', 'ext-info-s', 'kex-strict-s-v00@openssh.com'],
  serverHostKey: ['ssh-ed25519'],
  toRouter: { cipher: ['aes128-ctr'], hmac: ['hmac-sha2-256'], compress: ['none'] },
  fromRouter: { cipher: ['aes128-ctr'], hmac: ['hmac-sha2-256'], compress: ['none'] },
};
const direction = (cipher: string, hmac: string) => ({ cipher: [cipher], hmac: [hmac], compress: ['none'] });

describe('the profiles', () => {
  it('hold nothing that the SSH library does not know', () => {
    const known = createRequire(import.meta.url)('ssh2/lib/protocol/constants.js') as Record<string, string[]>;
    for (const profile of ALGORITHM_PROFILES) {
      const { kex, serverHostKey, cipher, hmac } = PROFILES[profile];
      expect(known.SUPPORTED_KEX).toEqual(expect.arrayContaining([...kex]));
      expect(known.SUPPORTED_SERVER_HOST_KEY).toEqual(expect.arrayContaining([...serverHostKey]));
      expect(known.SUPPORTED_CIPHER).toEqual(expect.arrayContaining([...cipher]));
      expect(known.SUPPORTED_MAC).toEqual(expect.arrayContaining([...hmac]));
    }
  });

  it('put every older name after all newer ones, so that a router that can do better is spoken to as before', () => {
    for (const category of ['kex', 'serverHostKey', 'cipher', 'hmac', 'compress'] as const) {
      const { modern, legacy, ancient } = PROFILES;
      expect(legacy[category].slice(0, modern[category].length)).toEqual(modern[category]);
      expect(ancient[category].slice(0, legacy[category].length)).toEqual(legacy[category]);
    }
    // A router that picks a prime of 8192 bits would hold up all others of its thread.
    expect(JSON.stringify(PROFILES.modern)).not.toContain('group-exchange');
    expect(JSON.stringify(PROFILES.modern)).not.toMatch(/group1-|group14-sha1|cbc|md5|ssh-rsa|ssh-dss|zlib/);
  });
});

describe('the profile that would work', () => {
  it.each<[AlgorithmProfile | null, string, Partial<RouterOffer>]>([
    ['modern', 'all is new', {}],
    ['legacy', 'the key exchange is old', { kex: ['diffie-hellman-group14-sha1'] }],
    ['legacy', 'the host key is old', { serverHostKey: ['ssh-rsa'] }],
    ['legacy', 'one direction is old', { fromRouter: direction('aes256-cbc', 'hmac-sha1') }],
    [
      'ancient',
      'one part is older than the rest',
      { kex: ['diffie-hellman-group14-sha1'], toRouter: direction('3des-cbc', 'hmac-sha1') },
    ],
    ['modern', 'a MAC stands beside a cipher that needs none', { toRouter: direction('aes128-gcm@openssh.com', 'x') }],
    [null, 'one part is unknown here', { serverHostKey: ['ssh-sphincs'] }],
    [null, 'nothing is offered', { kex: [''] }],
  ])('is %s when %s', (profile, _, change) => {
    expect(profileFor({ ...NEW, ...change }, 'OpenSSH_9.2')).toBe(profile);
  });

  it('counts no group exchange where the SSH library leaves it out', () => {
    const offer = { ...NEW, kex: ['diffie-hellman-group-exchange-sha256'] };
    expect(profileFor(offer, 'Cisco-2.0')).toBe('legacy');
    expect(profileFor(offer, 'Cisco-1.25')).toBeNull();
  });
});

describe('a negotiation that failed', () => {
  const message = 'Handshake failed: no matching key exchange algorithm';

  it('is told with both lists, without words that are no algorithms, and bounded whatever a router writes', () => {
    const kex = ['x\u001b[31m', ...Array.from({ length: 2_000 }, (_, i) => `kex-${i}`), 'ext-info-s'];
    const [theirs, ours, way] = compareOffers(message, { profile: 'modern', ident: 'X', offer: { ...NEW, kex } });
    expect(theirs).toMatch(/^router offers x \[31m, kex-0, kex-1, .*…$/);
    expect(theirs?.length).toBeLessThan(330);
    expect(ours).toMatch(/^allowed here \(modern\) curve25519-sha256, /);
    expect(way).toBe('no profile allows what it offers');
  });

  it('is told without the router’s list when that never came, and without any when no category is named', () => {
    const unknown = { profile: 'legacy', ident: 'X', offer: null } as const;
    expect(compareOffers(message, unknown)).toEqual([
      'router offers unknown',
      expect.stringMatching(/^allowed here \(legacy\) /),
    ]);
    expect(compareOffers('read ECONNRESET', unknown)).toEqual([]);
  });
});

describe('a router', () => {
  const routers: ScriptedRouter[] = [];
  afterEach(async () => {
    for (const router of routers.splice(0)) await router.close();
  });
  const router = async (script: RouterScript) => {
    const started = await startScriptedRouter({ shell: answering('r1#', async () => {}), ...script });
    routers.push(started);
    return started;
  };
  const rsa = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
  const OLD: Algorithms = {
    kex: ['diffie-hellman-group14-sha1'],
    serverHostKey: ['ssh-rsa'],
    cipher: ['aes128-cbc'],
    hmac: ['hmac-sha1'],
  };
  const OLDEST: Algorithms = {
    kex: ['diffie-hellman-group1-sha1'],
    serverHostKey: ['ssh-rsa'],
    cipher: ['3des-cbc'],
    hmac: ['hmac-md5'],
  };

  it.each<[string, AlgorithmProfile, Algorithms]>([
    ['of the 2000s', 'legacy', OLD],
    ['of the 1990s', 'ancient', OLDEST],
  ])(
    '%s is refused with the profile that it needs, and reached with that and no newer one',
    async (_, needs, algorithms) => {
      const old = await router({ algorithms, hostKey: rsa });
      for (const profile of ALGORITHM_PROFILES) {
        const enough = ALGORITHM_PROFILES.indexOf(profile) >= ALGORITHM_PROFILES.indexOf(needs);
        const result = await dial(old, { link: { algorithms: profile } });
        expect([profile, result.ok]).toEqual([profile, enough]);
        if (result.ok) await result.value.close();
        else {
          expect(result.error).toEqual({
            kind: 'algorithm_mismatch',
            detail: expect.stringMatching(
              new RegExp(
                `^no matching key exchange algorithm; router offers ${algorithms.kex}; allowed here \\(${profile}\\) curve.*; set this device to ${needs}$`,
              ),
            ),
          });
        }
      }
    },
  );

  it.each<[string, Algorithms]>([
    ['host key format', { ...OLD, kex: ['curve25519-sha256'] }],
    ['C->S cipher', { cipher: ['aes128-cbc'] }],
    ['C->S MAC', { cipher: ['aes128-ctr'], hmac: ['hmac-sha1-96'] }],
  ])('with one old part, the %s, is told which', async (part, algorithms) => {
    const old = await router({ algorithms, hostKey: rsa });
    expect(await failureOf(old)).toMatchObject({
      kind: 'algorithm_mismatch',
      detail: expect.stringMatching(new RegExp(`^no matching ${part}; .*; set this device to legacy$`)),
    });
  });

  it('that offers group exchange alone and calls itself Cisco-1.25 is told why no profile helps', async () => {
    const only = await router({ algorithms: { kex: ['diffie-hellman-group-exchange-sha256'] } });
    expect(await failureOf(only)).toMatchObject({
      kind: 'algorithm_mismatch',
      detail: expect.stringMatching(
        /router offers diffie-hellman-group-exchange-sha256; .*cannot be used with Cisco-1\.25: enable another key exchange/,
      ),
    });
  });
});
