import { describe, expect, it } from 'vitest';
import { parseIpv4 as ip, maskOf } from '../../lab/network/ipv4';
import { E_BIT, encodeLsa, type Lsa } from '../../lab/network/lsa';

const area = 0;
const options = E_BIT;
const mask = (length: number) => maskOf(length);

/** LSAs that FRRouting's ospfd 8.4 originated in five namespaces, with the checksums that it printed. */
const REAL: readonly { lsa: Lsa; sequence: number; checksum: number; length: number }[] = [
  {
    lsa: {
      type: 'router',
      area,
      options,
      linkStateId: ip('10.9.0.1'),
      advertisingRouter: ip('10.9.0.1'),
      borderRouter: false,
      links: [
        { type: 'transit', id: ip('10.9.1.4'), data: ip('10.9.1.1'), cost: 10 },
        { type: 'point-to-point', id: ip('10.9.0.2'), data: ip('10.9.2.1'), cost: 10 },
        { type: 'stub', id: ip('10.9.2.0'), data: mask(30), cost: 10 },
        { type: 'stub', id: ip('10.9.0.1'), data: mask(32), cost: 0 },
      ],
    },
    sequence: 0x80000007,
    checksum: 0x0f4c,
    length: 72,
  },
  {
    lsa: {
      type: 'router',
      area,
      options,
      linkStateId: ip('10.9.0.4'),
      advertisingRouter: ip('10.9.0.4'),
      borderRouter: true,
      links: [
        { type: 'transit', id: ip('10.9.1.4'), data: ip('10.9.1.4'), cost: 10 },
        { type: 'stub', id: ip('10.9.0.4'), data: mask(32), cost: 0 },
      ],
    },
    sequence: 0x80000007,
    checksum: 0xb00d,
    length: 48,
  },
  {
    lsa: {
      type: 'network',
      area,
      options,
      linkStateId: ip('10.9.1.4'),
      advertisingRouter: ip('10.9.0.4'),
      mask: mask(29),
      attached: ['10.9.0.1', '10.9.0.2', '10.9.0.3', '10.9.0.4'].map(ip),
    },
    sequence: 0x80000003,
    checksum: 0x3f92,
    length: 40,
  },
  {
    lsa: {
      type: 'summary',
      area,
      options,
      linkStateId: ip('10.9.2.0'),
      advertisingRouter: ip('10.9.0.4'),
      mask: mask(30),
      cost: 20,
    },
    sequence: 0x80000001,
    checksum: 0x62bd,
    length: 28,
  },
];

describe('encodeLsa', () => {
  it.each(REAL)('gives a $lsa.type LSA the length and checksum that a real router gave it', (sample) => {
    const bytes = encodeLsa(sample.lsa, sample.sequence);
    expect(bytes.length).toBe(sample.length);
    expect(bytes.readUInt16BE(18)).toBe(sample.length);
    expect(bytes.readUInt16BE(16).toString(16)).toBe(sample.checksum.toString(16));
  });
});
