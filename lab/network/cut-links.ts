import type { Network, NetworkRouter } from './model';

/** Two routers by name. */
export type LinkName = readonly [string, string];

/**
 * The network without the point-to-point links between these routers. Both interfaces stay up with their subnet, and
 * hear of nobody there. Throws where there is no such link.
 */
export function withoutLinks(network: Network, cut: readonly LinkName[]): Network {
  const gone = new Set(cut.map((name) => linkBetween(network, name)));
  const routers = network.routers.map((router): NetworkRouter => {
    const isCut = router.interfaces.some(({ link }) => link !== undefined && gone.has(link));
    if (!isCut) return router;
    const interfaces = router.interfaces.map(({ link, ...rest }) =>
      link === undefined || gone.has(link) ? rest : { ...rest, link },
    );
    return { ...router, interfaces };
  });
  // A new network: what is derived from one is kept by its identity.
  return { ...network, routers };
}

function linkBetween({ routers, links }: Network, [one, other]: LinkName): number {
  const found = links.findIndex(
    ({ kind, ends }) =>
      kind === 'point-to-point' &&
      [one, other].every((name) => ends.some(({ router }) => routers[router]?.name === name)),
  );
  if (found < 0) throw new Error(`No point-to-point link between ${one} and ${other} in the lab`);
  return found;
}
