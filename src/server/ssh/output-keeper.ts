import { characterBoundary } from './terminal-text';

/**
 * Keeps what may be kept of one command's output: all of it up to a limit; beyond it the head, which is given on as it
 * comes, and the last bytes, given on at the end after one line that says how much is missing between them. The memory
 * held is at most the part not yet taken and a quarter of the limit.
 */
export class OutputKeeper {
  /** Bytes that came, kept or not. */
  bytes = 0;
  private tailLimit: number;
  private headLeft: number;
  private ready: Buffer[] = [];
  private readyTotal = 0;
  /** The last bytes, as a ring: made when the head is full. */
  private ring: Buffer | null = null;
  private ringBytes = 0;

  constructor(limit: number) {
    this.tailLimit = Math.floor(limit / 4);
    this.headLeft = limit - this.tailLimit;
  }

  get truncated(): boolean {
    return this.ringBytes > this.tailLimit;
  }

  /** Bytes that wait to be taken. */
  get readyBytes(): number {
    return this.readyTotal;
  }

  push(output: Buffer): void {
    if (output.length === 0) return;
    this.bytes += output.length;
    if (this.ring === null && output.length <= this.headLeft) {
      this.headLeft -= output.length;
      this.give(output);
    } else if (this.ring === null) {
      const cut = characterBoundary(output, this.headLeft);
      this.give(output.subarray(0, cut));
      // What the head gives up for a whole character, the tail gets.
      this.tailLimit += this.headLeft - cut;
      this.headLeft = 0;
      this.ring = Buffer.allocUnsafeSlow(this.tailLimit);
      this.toRing(output.subarray(cut));
    } else this.toRing(output);
  }

  /** All that is ready, as one piece; null when that is nothing. */
  take(): Buffer | null {
    if (this.readyTotal === 0) return null;
    const piece = this.ready.length === 1 ? this.ready[0]! : Buffer.concat(this.ready);
    this.ready = [];
    this.readyTotal = 0;
    return piece;
  }

  /** No more will come: the tail becomes ready. */
  finish(): void {
    if (this.ring === null) return;
    const tail = this.lastBytes(this.ring);
    this.ring = null;
    const start = this.truncated ? firstCharacter(tail) : 0;
    if (this.truncated) this.give(Buffer.from(`\n[… ${this.ringBytes - tail.length + start} bytes left out …]\n`));
    this.give(tail.subarray(start));
  }

  private give(piece: Buffer): void {
    if (piece.length === 0) return;
    this.ready.push(piece);
    this.readyTotal += piece.length;
  }

  private toRing(output: Buffer): void {
    const { ring, tailLimit } = this;
    if (ring === null || tailLimit === 0) {
      this.ringBytes += output.length;
      return;
    }
    const last = output.subarray(Math.max(0, output.length - tailLimit));
    const at = (this.ringBytes + output.length - last.length) % tailLimit;
    const fits = Math.min(last.length, tailLimit - at);
    last.copy(ring, at, 0, fits);
    last.copy(ring, 0, fits);
    this.ringBytes += output.length;
  }

  private lastBytes(ring: Buffer): Buffer {
    if (this.ringBytes <= this.tailLimit) return ring.subarray(0, this.ringBytes);
    if (this.tailLimit === 0) return ring;
    const at = this.ringBytes % this.tailLimit;
    return Buffer.concat([ring.subarray(at), ring.subarray(0, at)]);
  }
}

/** Where the first whole UTF-8 character begins; 0 for bytes that are none. */
function firstCharacter(bytes: Buffer): number {
  let start = 0;
  while (start < 4 && start < bytes.length && (bytes[start]! & 0b1100_0000) === 0b1000_0000) start += 1;
  return start === 4 ? 0 : start;
}
