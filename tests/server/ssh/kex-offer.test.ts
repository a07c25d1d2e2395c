import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KexOfferReader } from '@/server/ssh/kex-offer';

const LISTS = ['kex-a,kex-b', 'ssh-rsa', 'c1', 's1,s2', 'mc', 'ms', 'none', 'zlib', '', ''];

function kexInit(lists: readonly string[]): Buffer {
  const names = lists.map((list) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(list.length);
    return Buffer.concat([length, Buffer.from(list, 'latin1')]);
  });
  const payload = Buffer.concat([Buffer.from([20]), Buffer.alloc(16, 7), ...names, Buffer.alloc(5)]);
  const padding = 8 - ((payload.length + 5) % 8) + 4;
  const head = Buffer.alloc(5);
  head.writeUInt32BE(payload.length + padding + 1);
  head[4] = padding;
  return Buffer.concat([head, payload, Buffer.alloc(padding)]);
}

const OFFER = {
  kex: ['kex-a', 'kex-b'],
  serverHostKey: ['ssh-rsa'],
  toRouter: { cipher: ['c1'], hmac: ['mc'], compress: ['none'] },
  fromRouter: { cipher: ['s1', 's2'], hmac: ['ms'], compress: ['zlib'] },
};
const WHOLE = Buffer.concat([Buffer.from('hello\r\nSSH-2.0-Cisco-1.25\r\n'), kexInit(LISTS), Buffer.from('more')]);

describe('the router’s offer', () => {
  it('is read off the first packet, whole or one byte at a time, and once', () => {
    expect(new KexOfferReader().push(WHOLE)).toEqual(OFFER);
    const reader = new KexOfferReader();
    const given = [...WHOLE].map((byte) => reader.push(Buffer.from([byte]))).filter((offer) => offer !== null);
    expect(given).toEqual([OFFER]);
  });

  it('is none where the bytes are something else', () => {
    expect(new KexOfferReader().push(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'))).toBeNull();
    expect(new KexOfferReader().push(Buffer.from(`SSH-2.0-x\r\n\0\0\0\u0008${'\u0001'.repeat(20)}`))).toBeNull();
    const short = kexInit(LISTS);
    short.writeUInt32BE(60_000, 5 + 17);
    expect(new KexOfferReader().push(Buffer.concat([Buffer.from('SSH-2.0-x\n'), short]))).toBeNull();
  });

  it('is not waited for beyond a bound', () => {
    const reader = new KexOfferReader();
    reader.push(Buffer.alloc(70_000, 'x'));
    expect(reader.push(WHOLE)).toBeNull();
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        new KexOfferReader().push(Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), Buffer.from(bytes)]));
      }),
    );
  });
});
