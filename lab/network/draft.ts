import type { Link, NetworkInterface, NetworkRouter } from './model';
import type { Random } from './random';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A router while the network is being built. */
export type DraftRouter = Mutable<Omit<NetworkRouter, 'interfaces' | 'areas'>> & {
  areas: number[];
  interfaces: NetworkInterface[];
};

/** The network while it is being built: links and interfaces are appended to it. */
export interface Draft {
  readonly random: Random;
  readonly routers: DraftRouter[];
  readonly links: Link[];
}
