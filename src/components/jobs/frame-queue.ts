import type { JobEvent } from '@/domain/event-schema';
import type { ProgressFrame } from '@/domain/job-frame';
import { type PackedDevices, unpackDevices } from '@/domain/packed-devices';

/**
 * Takes frames as they come and passes them on in that order: to unpack one takes a moment, and what follows it has to
 * wait. `fail` gets what could not be unpacked.
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

const isPacked = (frame: ProgressFrame) => frame.packed !== undefined;

async function unpacked({ packed, ...frame }: ProgressFrame): Promise<ProgressFrame> {
  if (packed === undefined) return frame;
  const plain: unknown = await inflate(packed);
  if (frame.type === 'events') return { ...frame, events: plain as JobEvent[] };
  return { ...frame, progress: { ...frame.progress, devices: unpackDevices(plain as PackedDevices) } };
}

function inflate(packed: string): Promise<unknown> {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).json();
}
