import { describe, expect, it } from 'vitest';
import { createNetwork } from '../../lab/network/create-network';
import { withoutLinks } from '../../lab/network/cut-links';
import { areaDatabase } from '../../lab/network/lsdb';
import { neighborsOf } from '../../lab/network/neighbors';
import { neighborRows } from './printed';

const network = createNetwork({ seed: 7, size: 12 });
const link = network.links.find(({ kind }) => kind === 'point-to-point')!;
const [one, other] = link.ends.map(({ router }) => network.routers[router]!);

describe('a link that is cut', () => {
  const cut = withoutLinks(network, [[one!.name, other!.name]]);

  it('takes each end out of the neighbors of the other, on that interface alone', () => {
    for (const [mine, theirs] of [
      [one!, other!],
      [other!, one!],
    ] as const) {
      const before = neighborsOf(network, mine);
      const after = neighborsOf(cut, cut.routers[mine.index]!);
      expect(after).toHaveLength(before.length - 1);
      expect(before.filter(({ local }) => local.link === network.links.indexOf(link))).toMatchObject([
        { router: { name: theirs.name } },
      ]);
      expect(neighborRows(cut, cut.routers[mine.index]!)).toHaveLength(after.length);
    }
  });

  it('leaves every other router as it was, and the network it was cut from', () => {
    const others = network.routers.filter((router) => router !== one && router !== other);
    for (const { index } of others) expect(cut.routers[index]).toBe(network.routers[index]);
    expect(neighborsOf(network, one!).some(({ router }) => router === other)).toBe(true);
  });

  it('is a stub in the databases of its area', () => {
    const links = (which: typeof network) =>
      areaDatabase(which, link.area)
        .routers.filter(({ linkStateId }) => linkStateId === one!.routerId)
        .flatMap((lsa) => lsa.links.filter(({ type }) => type === 'point-to-point'));
    expect(links(cut)).toHaveLength(links(network).length - 1);
  });

  it('has to be there', () => {
    expect(() => withoutLinks(network, [[one!.name, 'nobody']])).toThrow(`between ${one!.name} and nobody`);
  });
});
