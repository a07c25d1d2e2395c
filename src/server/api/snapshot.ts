import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { packDevices } from '@/domain/packed-devices';
import type { StoredJob } from '../engine/ports';
import { headOf, type ProgressFrame } from './job-view';

const compress = promisify(deflateRaw);

/** Below this the rows themselves are small enough. */
const MIN_PACKED_DEVICES = 500;

/** The first frame of `jobs.onProgress`; with `packed`, the devices of a large job in few bytes. */
export async function snapshotOf({ plan, progress }: StoredJob, packed: boolean): Promise<ProgressFrame> {
  const head = headOf(plan);
  if (!packed || progress.devices.length < MIN_PACKED_DEVICES) return { type: 'snapshot', plan: head, progress };
  const bytes = await compress(JSON.stringify(packDevices(progress.devices)));
  return { type: 'snapshot', plan: head, progress: { ...progress, devices: [] }, packed: bytes.toString('base64') };
}
