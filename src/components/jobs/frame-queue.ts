import { type PackedDevices, unpackDevices } from '@/domain/packed-devices';
import type { ProgressFrame } from './progress-store';

/**
 * Takes frames as they come and passes them on in that order: to unpack a large snapshot takes a moment, and what
 * follows it has to wait. `fail` gets what could not be unpacked.
 */
export function createFrameQueue(
  apply: (frame: ProgressFrame) => void,
  fail: (error: unknown) => void,
): (frame: ProgressFrame) => void {
  let before: Promise<void> | null = null;
  return (frame) => {
    if (!before && !isPacked(frame)) return apply(frame);
    const mine: Promise<void> = Promise.all([unpacked(frame), before])
      .then(([ready]) => apply(ready))
      .catch(fail)
      .then(() => {
        if (before === mine) before = null;
      });
    before = mine;
  };
}

const isPacked = (frame: ProgressFrame) => frame.type === 'snapshot' && frame.packed !== undefined;

async function unpacked(frame: ProgressFrame): Promise<ProgressFrame> {
  if (frame.type !== 'snapshot' || frame.packed === undefined) return frame;
  const bytes = Uint8Array.from(atob(frame.packed), (character) => character.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const devices = unpackDevices((await new Response(plain).json()) as PackedDevices);
  const { packed: _, ...snapshot } = frame;
  return { ...snapshot, progress: { ...frame.progress, devices } };
}
