import type { JobEvent } from '@/domain/event-schema';
import type { ProgressFrame } from '@/domain/job-frame';
import { type PackedDevices, unpackDevices } from '@/domain/packed-devices';

export const isPacked = (frame: ProgressFrame): boolean => frame.packed !== undefined;

/** A frame as it was before the server packed it. Rejects where that cannot be read. */
export async function unpackFrame({ packed, ...frame }: ProgressFrame): Promise<ProgressFrame> {
  if (packed === undefined) return frame;
  const plain: unknown = await inflate(packed);
  if (frame.type === 'events') return { ...frame, events: plain as JobEvent[] };
  return { ...frame, progress: { ...frame.progress, devices: unpackDevices(plain as PackedDevices) } };
}

function inflate(packed: string): Promise<unknown> {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).json();
}
