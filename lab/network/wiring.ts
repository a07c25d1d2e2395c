import type { Draft } from './draft';
import type { LinkEnd } from './model';
import { PORTS } from './ports';

/** Metrics of 100G, 10G, 1G and slower links with a reference bandwidth of 100 Gbit/s. */
const LINK_COSTS = [1, 10, 10, 20, 50, 100] as const;
const SEGMENT_COST = 10;
/** Inside an area's 10.<area>.0.0/16 loopbacks come first, then broadcast segments, then point-to-point links. */
const SEGMENT_OFFSET = 0x4000;
const LINK_OFFSET = 0x8000;

/** Wires one area: a ring so that it is connected, chords for ECMP, and a few broadcast segments. */
export function wireArea(draft: Draft, area: number, members: readonly number[]): void {
  const cable = createCabler(draft, area);
  const count = members.length;
  const linked = new Set<string>();
  const join = (a: number, b: number) => {
    const key = a < b ? `${a}-${b}` : `${b}-${a}`;
    if (a === b || linked.has(key)) return;
    linked.add(key);
    cable.pointToPoint(members[a]!, members[b]!);
  };
  for (let i = 0; i + 1 < count; i += 1) join(i, i + 1);
  if (count > 2) join(count - 1, 0);
  for (let i = 0; i < Math.floor(count / 3); i += 1) {
    join(draft.random.int(0, count - 1), draft.random.int(0, count - 1));
  }
  // Every twelve neighbours of the ring or so share a segment, often big enough to have DROTHERs.
  for (let start = 0; start + 3 <= count; start += draft.random.int(8, 16)) {
    cable.segment(members.slice(start, start + draft.random.int(3, 5)));
  }
}

/** Allocates subnets and interfaces of one area. */
function createCabler(draft: Draft, area: number) {
  const base = ((10 << 24) | (area << 16)) >>> 0;
  let nextLink = base + LINK_OFFSET;
  let nextSegment = base + SEGMENT_OFFSET;

  const plug = (routers: readonly number[], kind: 'point-to-point' | 'broadcast', network: number, cost: number) => {
    const prefixLength = kind === 'broadcast' ? 29 : 30;
    const link = draft.links.length;
    const ends: LinkEnd[] = routers.map((router, position) => {
      const { interfaces, platform } = draft.routers[router]!;
      const slot = interfaces.length - 1;
      interfaces.push({
        name: PORTS[platform].port(slot),
        kind,
        address: network + position + 1,
        prefixLength,
        cost,
        area,
        link,
      });
      return { router, interface: interfaces.length - 1 };
    });
    draft.links.push({ kind, area, network, prefixLength, ends });
  };

  return {
    pointToPoint(a: number, b: number) {
      plug([a, b], 'point-to-point', nextLink, draft.random.pick(LINK_COSTS));
      nextLink += 4;
    },
    segment(routers: readonly number[]) {
      plug(routers, 'broadcast', nextSegment, SEGMENT_COST);
      nextSegment += 8;
    },
  };
}
