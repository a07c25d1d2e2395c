import type { EventBody, JobEvent, JobEventType } from './event-schema';

const DEVICE_ENDS = new Set<JobEventType>([
  'device.completed',
  'device.failed',
  'device.skipped',
  'device.canceled',
  'device.unknown',
]);

export const isDeviceEnd = (event: EventBody): boolean => DEVICE_ENDS.has(event.type);

/**
 * Leaves out what later events of the same stretch make invisible: output (of a command that is still in work its size
 * remains, as one `device.updated`), and all of a device's steps but the last of each sort. Applying what is left gives the same progress as applying everything (property-tested).
 */
export function coalesce(events: readonly JobEvent[]): JobEvent[] {
  const seen = new Set<string>();
  const kept: JobEvent[] = [];
  const received = new Map<string, { received: number }>();
  for (const event of [...events].reverse()) {
    if (event.type === 'command.output') {
      const { type: _, index: __, chunk, encoding, ...rest } = event;
      const known = received.get(event.deviceId);
      const bytes = seen.has(`over ${event.deviceId}`) ? 0 : chunkLength({ chunk, encoding });
      if (known) known.received += bytes;
      else if (bytes > 0) {
        const summary = { ...rest, type: 'device.updated' as const, phase: null, received: bytes };
        received.set(event.deviceId, summary);
        seen.add(`device.updated ${event.deviceId}`);
        kept.push(summary);
      }
      continue;
    }
    // Output before this belongs to another command or is over: its size is seen nowhere.
    if ('deviceId' in event) seen.add(`over ${event.deviceId}`);
    if (
      event.type === 'job.progress' ||
      (event.type === 'device.updated' && !event.requeued) ||
      event.type === 'command.started'
    ) {
      const key = `${event.type} ${'deviceId' in event ? event.deviceId : ''}`;
      if (seen.has(key)) continue;
      seen.add(key);
    }
    kept.push(event);
  }
  return kept.reverse();
}

/** How many bytes a chunk stands for. */
export function chunkLength({ chunk, encoding }: { chunk: string; encoding: 'utf8' | 'base64' }): number {
  if (encoding === 'utf8') return utf8Length(chunk);
  const padding = chunk.endsWith('==') ? 2 : chunk.endsWith('=') ? 1 : 0;
  return (chunk.length * 3) / 4 - padding;
}

const encoder = new TextEncoder();
/** Three bytes for each UTF-16 unit of the largest chunk that a router's output is cut into. */
const scratch = new Uint8Array(3 * 32_768);

/** Counted for each chunk of each router: into memory that is there already, where it fits. */
function utf8Length(text: string): number {
  const { read, written } = encoder.encodeInto(text, scratch);
  return read === text.length ? written : encoder.encode(text).length;
}

/** Output chunks of one command to the bytes that the router sent. */
export function chunkBytes(chunk: { chunk: string; encoding: 'utf8' | 'base64' }): Uint8Array {
  if (chunk.encoding === 'utf8') return new TextEncoder().encode(chunk.chunk);
  const binary = atob(chunk.chunk);
  const bytes = new Uint8Array(binary.length);
  // Not `Uint8Array.from`, which takes over a second for 10 MiB.
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
