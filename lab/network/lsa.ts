/** Link-state advertisements (RFC 2328 appendix A.4), without the age, which depends on when one looks. */

/** A link of a router-LSA (section A.4.2). */
export interface RouterLink {
  readonly type: 'point-to-point' | 'transit' | 'stub';
  /** Neighbour's router id, DR's interface address, or the stub network. */
  readonly id: number;
  /** Own interface address, or the stub network's mask. */
  readonly data: number;
  readonly cost: number;
}

interface LsaHeader {
  readonly area: number;
  readonly linkStateId: number;
  readonly advertisingRouter: number;
  /** Option bits of section A.2: `E_BIT`, and `DC_BIT` from originators that know demand circuits. */
  readonly options: number;
}

/** Type 1. `borderRouter` is bit B. */
export interface RouterLsa extends LsaHeader {
  readonly type: 'router';
  readonly borderRouter: boolean;
  readonly links: readonly RouterLink[];
}

/** Type 2, made by the DR; `linkStateId` is the DR's interface address. */
export interface NetworkLsa extends LsaHeader {
  readonly type: 'network';
  readonly mask: number;
  readonly attached: readonly number[];
}

/** Type 3, made by an area border router for another area's range. */
export interface SummaryLsa extends LsaHeader {
  readonly type: 'summary';
  readonly mask: number;
  readonly cost: number;
}

export type Lsa = RouterLsa | NetworkLsa | SummaryLsa;

/** The area takes AS-externals. */
export const E_BIT = 0x02;
/** Demand circuits are understood (RFC 1793); IOS sets it, FRR does not. */
export const DC_BIT = 0x20;
const TYPE_NUMBER = { router: 1, network: 2, summary: 3 } as const;
const LINK_NUMBER = { 'point-to-point': 1, transit: 2, stub: 3 } as const;
const HEADER_BYTES = 20;

/** A readable unique key inside one area. */
export function lsaKey(lsa: Lsa): string {
  return `${TYPE_NUMBER[lsa.type]}/${lsa.linkStateId}/${lsa.advertisingRouter}`;
}

/** The LSA as it goes over the wire, header first, with age 0 and its checksum filled in. */
export function encodeLsa(lsa: Lsa, sequence: number): Buffer {
  const body = encodeBody(lsa);
  const bytes = Buffer.alloc(HEADER_BYTES + body.length);
  bytes.writeUInt8(lsa.options, 2);
  bytes.writeUInt8(TYPE_NUMBER[lsa.type], 3);
  bytes.writeUInt32BE(lsa.linkStateId, 4);
  bytes.writeUInt32BE(lsa.advertisingRouter, 8);
  bytes.writeUInt32BE(sequence >>> 0, 12);
  bytes.writeUInt16BE(bytes.length, 18);
  body.copy(bytes, HEADER_BYTES);
  bytes.writeUInt16BE(lsaChecksum(bytes), 16);
  return bytes;
}

function encodeBody(lsa: Lsa): Buffer {
  switch (lsa.type) {
    case 'router': {
      const body = Buffer.alloc(4 + 12 * lsa.links.length);
      body.writeUInt8(lsa.borderRouter ? 1 : 0, 0);
      body.writeUInt16BE(lsa.links.length, 2);
      lsa.links.forEach((link, i) => {
        body.writeUInt32BE(link.id, 4 + 12 * i);
        body.writeUInt32BE(link.data, 8 + 12 * i);
        body.writeUInt8(LINK_NUMBER[link.type], 12 + 12 * i);
        body.writeUInt16BE(link.cost, 14 + 12 * i);
      });
      return body;
    }
    case 'network': {
      const body = Buffer.alloc(4 + 4 * lsa.attached.length);
      body.writeUInt32BE(lsa.mask, 0);
      lsa.attached.forEach((routerId, i) => {
        body.writeUInt32BE(routerId, 4 + 4 * i);
      });
      return body;
    }
    case 'summary': {
      const body = Buffer.alloc(8);
      body.writeUInt32BE(lsa.mask, 0);
      body.writeUInt32BE(lsa.cost, 4);
      return body;
    }
  }
}

/**
 * Fletcher checksum over all but the age, as RFC 2328 section 12.1.7 and RFC 905 annex B ask. The checksum field is at
 * offset 14 of the covered bytes, and is read as zero.
 */
export function lsaChecksum(lsa: Buffer): number {
  const CHECK_OFFSET = 14;
  const covered = lsa.subarray(2);
  let c0 = 0;
  let c1 = 0;
  for (let i = 0; i < covered.length; i += 1) {
    const byte = i === CHECK_OFFSET || i === CHECK_OFFSET + 1 ? 0 : covered[i]!;
    c0 = (c0 + byte) % 255;
    c1 = (c1 + c0) % 255;
  }
  // Solve for the two bytes that make both sums zero; 0 is written as 255 so that "no checksum" cannot occur.
  const rest = covered.length - CHECK_OFFSET - 1;
  const x = (((rest * c0 - c1) % 255) + 255) % 255 || 255;
  const y = (510 - c0 - x) % 255 || 255;
  return (x << 8) | y;
}
