import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frrAvailability } from '../../../lab/frr/availability';
import { type FrrRing, type FrrRouter, startFrrRing } from '../../../lab/frr/start-frr-ring';
import { EVERYDAY_COMMANDS } from '../../support/everyday-commands';
import { type DialOptions, dialed, failureOf, runLine } from './lab-session';

const available = frrAvailability();
if (!available.ok) {
  if (process.env.CI === 'true') throw new Error(`Real FRRouting routers are needed in CI: ${available.reason}`);
  process.stderr.write(`SKIPPED: sessions with real FRRouting routers (${available.reason})\n`);
}

/** Without what changes from one second to the next: timers, ages, a neighbor's retransmission counters, column widths. */
function withoutClocks(text: string): string[] {
  return text
    .replaceAll('\r', '')
    .replace(/\b(?:\d+[wdhms])+\d*(?:\.\d+s)?|\b\d+\.\d{3}s\b|\b\d\d:\d\d:\d\d\b/g, 'T')
    .replace(/[ \t]+/g, ' ')
    .split('\n')
    .map((line) => line.trim().replace(/( \S+:\d+\.\d+\.\d+\.\d+)(?: \d+){3}$/, '$1'))
    .filter((line) => line !== '');
}

describe.skipIf(!available.ok)('real FRRouting routers', () => {
  let ring: FrrRing;

  beforeAll(async () => {
    ring = await startFrrRing({ size: 3, addressBase: '127.78.0.1' });
    await ring.waitConverged();
  });
  afterAll(() => ring?.close());

  const by = ({ username, password }: FrrRouter): DialOptions => ({ secret: { username, password } });

  it('answer the everyday commands as their own vtysh does', async () => {
    for (const router of ring.routers) {
      const session = await dialed(router, by(router));
      expect(session.platform).toBe('frr');
      for (const line of EVERYDAY_COMMANDS) {
        const { output, result } = await runLine(session, line);
        expect(result).toMatchObject({ failure: null, usable: true });
        expect(result.bytes).toBe(Buffer.byteLength(output));
        if (line === 'show ip ospf neighbor' || line === 'show ip route ospf') {
          expect(withoutClocks(output)).toEqual(withoutClocks(await ring.vtysh(router.name, line)));
        }
        expect(output).not.toContain(`${router.name}#`);
      }
      await session.close();
    }
  });

  it('are recognised by what they say', async () => {
    const router = ring.routers[0]!;
    const session = await dialed({ ...router, platform: 'auto' }, by(router));
    expect(session.platform).toBe('frr');
    await session.close();
  });

  it('reject a line with command_rejected, and the session goes on', async () => {
    const router = ring.routers[1]!;
    const session = await dialed(router, by(router));
    const { result } = await runLine(session, 'show ip osfp neighbor');
    expect(result).toMatchObject({ failure: { kind: 'command_rejected' }, usable: true });
    expect((await runLine(session, 'show ip ospf neighbor')).output).toContain('Full/');
    await session.close();
  });

  it('give long output without a pager, and a line of 500 characters without its echo', async () => {
    const router = ring.routers[2]!;
    const session = await dialed(router, by(router));
    const { output, result } = await runLine(session, 'list');
    expect(result.failure).toBeNull();
    expect(output.split('\n').length).toBeGreaterThan(500);
    const long = `show ip osfp neighbor ${'x'.repeat(480)}`;
    const rejected = await runLine(session, long);
    expect(rejected.result).toMatchObject({ failure: { kind: 'command_rejected' }, usable: true });
    expect(rejected.output).toMatch(/^% Unknown command: show ip osfp neighbor x{480}\r\n$/);
    expect((await runLine(session, 'show version')).output).toContain('FRRouting');
    await session.close();
  });

  it('follow the prompt into a configuration mode and back', async () => {
    const router = ring.routers[0]!;
    const session = await dialed(router, by(router));
    for (const line of ['configure terminal', 'router ospf', 'end']) {
      expect((await runLine(session, line)).result.failure).toBeNull();
    }
    await session.close();
  });

  it('a wrong password is auth_failed', async () => {
    const router = ring.routers[0]!;
    const failure = await failureOf(router, { secret: { username: router.username, password: 'Wrong-Word-66' } });
    expect(failure.kind).toBe('auth_failed');
  });
});
