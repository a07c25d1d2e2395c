import { describe, expect, it } from 'vitest';
import { COMMAND_CATALOGUE } from '@/domain/command-catalogue';
import { neighborChanges, neighborsIn } from '../../../examples/nightly-neighbor-check/src/neighbors';
import { createNetwork } from '../../../lab/network/create-network';
import { formatIpv4 } from '../../../lab/network/ipv4';
import { LAB_PLATFORMS } from '../../../lab/network/model';
import { neighborsOf } from '../../../lab/network/neighbors';
import { EVERY_PLATFORM } from '../../../lab/network/platform-mix';
import { printed } from '../../lab/printed';

const network = createNetwork({ seed: 7, size: 40, platforms: EVERY_PLATFORM });
const { lines } = COMMAND_CATALOGUE.find(({ id }) => id === 'ospf-neighbors')!;

describe('the neighbors in an answer', () => {
  it.each(LAB_PLATFORMS)('are all of them, once each, on %s', (platform) => {
    const routers = network.routers.filter((router) => router.platform === platform);
    expect(routers.length).toBeGreaterThan(0);
    for (const router of routers) {
      const read = neighborsIn(printed(network, router, lines[platform]!));
      const real = neighborsOf(network, router);
      expect(read.map(({ id }) => id)).toEqual(real.map(({ router: { routerId } }) => formatIpv4(routerId)));
      expect(read.map(({ state }) => (/^full/i.test(state) ? 'full' : '2way'))).toEqual(real.map(({ state }) => state));
      expect(new Set(read.map(({ id, on }) => `${id} ${on}`)).size).toBe(read.length);
    }
  });

  it('are none in an answer without a table', () => {
    expect(neighborsIn('')).toEqual([]);
    expect(neighborsIn('% OSPF: No router process\n')).toEqual([]);
  });
});

describe('what changed between two tables', () => {
  const at = (id: string, state = 'FULL/DR', on = 'eth1') => ({ id, on, state });

  it('is told by neighbor and interface, those that are gone first', () => {
    const before = [at('10.0.0.1'), at('10.0.0.2'), at('10.0.0.3')];
    const after = [at('10.0.0.4'), at('10.0.0.3', 'INIT/DROTHER'), at('10.0.0.1')];
    expect(neighborChanges(before, after)).toEqual([
      'neighbor 10.0.0.2 on eth1 is gone (was FULL/DR)',
      'neighbor 10.0.0.4 on eth1 is new (FULL/DR)',
      'neighbor 10.0.0.3 on eth1 went from FULL/DR to INIT/DROTHER',
    ]);
  });

  it('is nothing where only the order differs', () => {
    expect(neighborChanges([at('10.0.0.1'), at('10.0.0.2')], [at('10.0.0.2'), at('10.0.0.1')])).toEqual([]);
  });
});
