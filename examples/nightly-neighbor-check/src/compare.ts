import type { AreaZeroClient, ComparedDevice, CompareView, Failure } from 'areazero/client';
import { neighborChanges, neighborsIn } from './neighbors.js';

export interface DeviceChange {
  readonly device: string;
  readonly country: string;
  readonly changes: readonly string[];
}

/**
 * What is different between two runs of the check, device by device. The portal compares the answers and leaves out what
 * always differs (dead timers, uptimes); only those of devices that differ are fetched.
 */
export async function* changedDevices(client: AreaZeroClient, a: string, b: string): AsyncGenerator<DeviceChange> {
  let cursor: string | null = null;
  for (;;) {
    const page: CompareView = await client.jobs.compare.query({ a, b, cursor });
    // It answers after half a second with what it has: the list counts when all is compared.
    if (!page.complete) continue;
    for (const item of page.items) {
      const changes = await changesOf(client, item, a, b);
      if (changes.length > 0) yield { device: item.deviceName, country: item.country, changes };
    }
    cursor = page.nextCursor;
    if (cursor === null) return;
  }
}

async function changesOf(client: AreaZeroClient, item: ComparedDevice, a: string, b: string): Promise<string[]> {
  if (item.verdict === 'missing_in_a') return ['is new in the inventory'];
  if (item.verdict === 'missing_in_b') return ['is no longer in the inventory'];
  const { deviceId } = item;
  const after = await client.jobs.output.query({ jobId: b, deviceId });
  switch (item.commands[0]) {
    case 'only_a':
      return [`gave no answer: ${after.failure ? inWords(after.failure) : after.state}`];
    case 'only_b':
      return ['answers again'];
    default: {
      const before = await client.jobs.output.query({ jobId: a, deviceId });
      const changes = neighborChanges(
        neighborsIn(before.commands[0]?.output ?? ''),
        neighborsIn(after.commands[0]?.output ?? ''),
      );
      return changes.length > 0 ? changes : ['answers in other words, with the same neighbors'];
    }
  }
}

function inWords(failure: Failure): string {
  const kind = failure.kind.replaceAll('_', ' ');
  return 'detail' in failure ? `${kind}, ${failure.detail}` : kind;
}
