import { describe, expect, it } from 'vitest';
import { inventoryCsv } from '../../lab/inventory-csv';
import { startLabProcess } from '../../lab/lab-process';
import { connect } from './ssh-client';
import { addressBlock } from './test-lab';

const login = { username: 'tester', password: 'not-a-secret' };

describe('startLabProcess', () => {
  it('runs a lab elsewhere and answers for its ledger', async () => {
    const lab = await startLabProcess({ seed: 2, size: 30, port: 0, addressBase: addressBlock(5), ...login });
    const [router] = lab.routers;
    const waiting = lab.ledger.waitFor({ kind: 'login', router: router!.name, count: 2 });
    (await connect(router!, login)).end();
    (await connect(router!, login)).end();
    expect(await waiting).toMatchObject({ kind: 'login', router: router!.name });
    await lab.setFault(router!.name, { kind: 'wrong_password' });
    await expect(connect(router!, { ...login, authHandler: ['password'] })).rejects.toThrow('authentication');
    expect(await lab.ledger.logins(router!.name)).toBe(2);
    expect(await lab.ledger.failedLogins()).toBe(1);
    await expect(lab.setFault('nobody', null)).rejects.toThrow('No router named nobody');
    await lab.close();
    await expect(lab.ledger.counts()).rejects.toThrow();
  });

  it('says why it could not start, and ends the process', async () => {
    await expect(startLabProcess({ size: 0, port: 0, ...login })).rejects.toThrow('Expected size from 1');
  });
});

describe('inventoryCsv', () => {
  it('writes one line a router and quotes what needs it', () => {
    const row = { name: 'a,"b"', address: '127.20.0.1', port: 2222, country: 'DE', platform: 'frr' } as const;
    expect(inventoryCsv([{ ...row, site: 'fra', role: 'abr', areas: [0, 3] }, row], { credential: 'lab' })).toBe(
      [
        'name,address,port,country,platform,site,tags,credential',
        '"a,""b""",127.20.0.1,2222,DE,frr,fra,abr;area-0;area-3,lab',
        '"a,""b""",127.20.0.1,2222,DE,frr,,,lab',
        '',
      ].join('\n'),
    );
  });
});
