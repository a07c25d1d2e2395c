import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLedger } from '../../lab/router/ledger';
import type { LedgerEntry } from '../../lab/router/ledger-entry';
import { peakSessions } from '../../lab/router/session-peak';
import { connect } from './ssh-client';
import { startTestLab, type TestLab } from './test-lab';

const entry = (at: number, session: number, kind: 'login' | 'close'): LedgerEntry =>
  kind === 'login'
    ? { seq: at, at, router: 'r', kind, session, method: 'password', username: 'u' }
    : { seq: at, at, router: 'r', kind, session, bytes: 0, unfinished: '' };

describe('peakSessions', () => {
  const entries = [
    entry(1, 1, 'login'),
    entry(2, 2, 'login'),
    entry(3, 1, 'close'),
    entry(4, 3, 'login'),
    entry(5, 2, 'close'),
    entry(6, 3, 'close'),
    // A connection that never logged in counts for nothing.
    entry(7, 4, 'close'),
  ];

  it('counts sessions from login to close', () => {
    expect(peakSessions(entries)).toBe(2);
    expect(peakSessions([])).toBe(0);
  });

  it('counts what is open when a period begins', () => {
    expect(peakSessions(entries, { from: 5.5 })).toBe(1);
    expect(peakSessions(entries, { from: 2.5, to: 3.5 })).toBe(2);
    expect(peakSessions(entries, { from: 1.5, to: 1.6 })).toBe(1);
    expect(peakSessions(entries, { from: 8 })).toBe(0);
  });
});

describe('waitFor', () => {
  it('sees the past first, then what is to come', async () => {
    const ledger = createLedger();
    const coming = ledger.waitFor((found) => found.kind === 'shell');
    ledger.append('a', { kind: 'connect', session: 1 });
    ledger.append('a', { kind: 'shell', session: 1 });
    expect(await coming).toMatchObject({ router: 'a', kind: 'shell', seq: 2 });
    expect(await ledger.waitFor((found) => found.kind === 'connect')).toMatchObject({ seq: 1 });
  });

  it('rejects when nothing fits in time', async () => {
    await expect(createLedger().waitFor((found) => found.router === 'x', 5)).rejects.toThrow('within 5 ms');
  });
});

describe('the ledger of a lab', () => {
  let test: TestLab;
  beforeAll(async () => {
    test = await startTestLab(4);
  });
  afterAll(() => test.lab.close());
  beforeEach(async () => {
    await test.lab.ledger.idle();
    test.lab.ledger.clear();
  });

  it('knows how many sessions were open together, over all routers and on one', async () => {
    const { ledger, routers } = test.lab;
    const clients = await Promise.all(routers.slice(0, 5).map((router) => connect(router, test.login)));
    for (const client of clients) client.end();
    let closed = 0;
    await ledger.waitFor((found) => {
      if (found.kind === 'close') closed += 1;
      return closed === 5;
    });
    (await connect(routers[0]!, test.login)).end();
    expect(ledger.peakSessions()).toBe(5);
    expect(ledger.peakSessions({ router: routers[0]!.name })).toBe(1);
    expect(ledger.logins(routers[0]!.name)).toBe(2);
    const times = ledger.entries().map((found) => found.at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});
