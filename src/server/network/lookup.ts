import { lookup } from 'node:dns/promises';

/** A name to its addresses, all of them; rejects where it has none. */
export type Lookup = (host: string) => Promise<readonly { readonly address: string }[]>;

export const systemLookup: Lookup = (host) => lookup(host, { all: true, verbatim: true });
