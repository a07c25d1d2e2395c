import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIALECTS } from '../../lab/cli/dialects';
import { frrAvailability } from '../../lab/frr/availability';
import { type FrrRing, startFrrRing } from '../../lab/frr/start-frr-ring';
import { createNetwork } from '../../lab/network/create-network';
import { maskOf, parseIpv4 } from '../../lab/network/ipv4';
import { encodeLsa, type RouterLink } from '../../lab/network/lsa';
import { openSession } from './ssh-client';

const available = frrAvailability();
if (!available.ok) {
  // In CI the real routers are part of the promise, so their absence is a failure and not a skip.
  if (process.env.CI === 'true') throw new Error(`CI must run the FRR ring: ${available.reason}`);
  process.stderr.write(`Skipped: real FRRouting routers, because ${available.reason}\n`);
}

describe.skipIf(!available.ok)('a ring of real FRRouting routers', () => {
  let ring: FrrRing;
  beforeAll(async () => {
    ring = await startFrrRing({ size: 3, addressBase: '127.77.1.1' });
    await ring.waitConverged();
  });
  afterAll(() => ring?.close());

  it('lets ssh2 log in by password and land in vtysh', async () => {
    const [router] = ring.routers;
    const { username, password } = router!;
    const session = await openSession(router!, { username, password });
    await session.expect(`${router!.name}# `);
    expect(await session.run('show ip ospf neighbor', `${router!.name}# `)).toContain('Full/-');
    session.send('exit\r');
    await session.closed;
  });

  it('refuses in the same words as the simulated router', async () => {
    const [router] = ring.routers;
    const { username, password } = router!;
    const session = await openSession(router!, { username, password });
    const prompt = `${router!.name}# `;
    await session.expect(prompt);
    for (const line of ['show foo', 'show ip', 'terminal width 511', 'terminal length 0']) {
      expect(await session.run(line, prompt), line).toBe(simulated(line).replaceAll('\n', '\r\n'));
    }
    session.end();
  });

  it.each([
    'show ip ospf',
    'show ip ospf neighbor',
    'show ip ospf neighbor detail',
    'show ip ospf interface',
    'show ip ospf database',
    'show ip ospf database router',
    'show ip ospf database network',
    'show ip route ospf',
  ])('prints %s in lines of the shapes that the simulated router prints', async (command) => {
    const real = shapesOf(await ring.vtysh('ring-01', command));
    const ours = shapesOf(simulated(command));
    expect([...real].filter((shape) => !ours.has(shape))).toEqual([]);
  });

  it('computes LSA checksums as the lab does', async () => {
    const text = await ring.vtysh('ring-01', 'show ip ospf database router');
    const lsas = text.split(/^ {2}LS age: /m).slice(1);
    expect(lsas).toHaveLength(3);
    for (const lsa of lsas) {
      const value = (name: string) => new RegExp(`${name}: *(\\S+)`).exec(lsa)?.[1] ?? '';
      const encoded = encodeLsa(
        {
          type: 'router',
          area: 0,
          options: Number(value('Options')),
          linkStateId: parseIpv4(value('Link State ID')),
          advertisingRouter: parseIpv4(value('Advertising Router')),
          borderRouter: false,
          links: linksOf(lsa),
        },
        Number.parseInt(value('LS Seq Number'), 16),
      );
      expect(encoded.readUInt16BE(16)).toBe(Number(value('Checksum')));
      expect(encoded.length).toBe(Number(value('Length')));
    }
  });
});

function linksOf(lsa: string): RouterLink[] {
  return lsa
    .split('Link connected to: ')
    .slice(1)
    .map((part): RouterLink => {
      const [id, data] = [...part.matchAll(/\(Link (?:ID|Data)\) [^:]+: (\S+)/g)].map((found) => parseIpv4(found[1]!));
      const type = part.startsWith('Stub') ? 'stub' : part.startsWith('a Transit') ? 'transit' : 'point-to-point';
      return { type, id: id!, data: data ?? maskOf(32), cost: Number(/TOS 0 Metric: (\d+)/.exec(part)?.[1]) };
    });
}

/** What simulated FRR routers inside one area print for a command, all in one text. */
function simulated(command: string): string {
  const network = createNetwork({ seed: 3, size: 60 });
  const routers = network.routers.filter((router) => router.platform === 'frr' && !router.areas.includes(9));
  const texts = routers.map((router) => {
    const reply = DIALECTS.frr.execute(command, 'exec', { network, router, ageMs: 1_000_000 });
    return reply.kind === 'text' ? reply.text : '';
  });
  return new Set(texts).size === 1 ? texts[0]! : texts.join('');
}

/** Lines with every value that may differ made equal, and runs of spaces kept only at the start. */
function shapesOf(text: string): Set<string> {
  const shapes = text.split('\n').map((line) =>
    line
      .replace(/\b\d+ usecs|\b(?:\d+[wdhms])+\d*h?|\b\d+\.\d{3}s|\b\d\d:\d\d:\d\d\b|\b\d+w\d+d\d+h\b/g, '<time>')
      .replace(/\b\d+\.\d+\.\d+\.\d+(?:\/\d+)?/g, '<address>')
      .replace(/\beth\d+/g, '<interface>')
      .replace(/\b0x[0-9a-f]+|\b[0-9a-f]{8}\b/g, '<hex>')
      .replace(/\b\d+\b/g, '<n>')
      .replace(/(\S) +/g, '$1 ')
      .trimEnd(),
  );
  return new Set(shapes);
}
