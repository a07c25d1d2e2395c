import type { RouterOffer } from './algorithms';

/** RFC 4253 §6.1 asks for 35,000 bytes a packet at least; no honest offer has more. */
const MAX_BYTES = 64 * 1024;
const KEXINIT = 20;
const COOKIE_BYTES = 16;

/**
 * Reads the router's first packet, its offer, off the bytes of a new connection (RFC 4253 §4.2, §6 and §7.1): it is in
 * clear, and ssh2 tells of it only as far as it got itself. `push` gives the offer once it is whole; null before, and for
 * ever when the bytes are something else.
 */
export class KexOfferReader {
  private bytes: Buffer = Buffer.alloc(0);
  private done = false;

  push(chunk: Buffer): RouterOffer | null {
    if (this.done) return null;
    this.bytes = Buffer.concat([this.bytes, chunk]);
    const packet = packetAfterIdentification(this.bytes);
    const offer = packet && readOffer(packet);
    this.done = packet !== null || this.bytes.length > MAX_BYTES;
    if (this.done) this.bytes = Buffer.alloc(0);
    return offer;
  }
}

/** The first packet's payload with its padding; null while it is not whole. */
function packetAfterIdentification(bytes: Buffer): Buffer | null {
  // Other lines may come before the identification.
  const ident = /(?:^|\n)SSH-[^\n]*\n/.exec(bytes.toString('latin1'));
  if (!ident) return null;
  const start = ident.index + ident[0].length;
  if (bytes.length < start + 5) return null;
  const end = start + 4 + bytes.readUInt32BE(start);
  return bytes.length < end ? null : bytes.subarray(start + 5, end);
}

function readOffer(packet: Buffer): RouterOffer | null {
  if (packet[0] !== KEXINIT) return null;
  let at = 1 + COOKIE_BYTES;
  const nextList = (): string[] | null => {
    const end = packet.length < at + 4 ? Number.POSITIVE_INFINITY : at + 4 + packet.readUInt32BE(at);
    if (packet.length < end) return null;
    const text = packet.toString('latin1', at + 4, end);
    at = end;
    return text.split(',');
  };
  const [kex, serverHostKey] = [nextList(), nextList()];
  const [cipherTo, cipherFrom] = [nextList(), nextList()];
  const [hmacTo, hmacFrom] = [nextList(), nextList()];
  const [compressTo, compressFrom] = [nextList(), nextList()];
  if (!kex || !serverHostKey || !cipherTo || !cipherFrom || !hmacTo || !hmacFrom || !compressTo || !compressFrom) {
    return null;
  }
  return {
    kex,
    serverHostKey,
    toRouter: { cipher: cipherTo, hmac: hmacTo, compress: compressTo },
    fromRouter: { cipher: cipherFrom, hmac: hmacFrom, compress: compressFrom },
  };
}
