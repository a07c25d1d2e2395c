import type { BatchProgress, DeviceProgress } from '@/domain/progress';
import type { RunMatch } from './run-filter';
import type { Tile } from './wall-groups';

/** A line of the batch list: a batch, or a device of one that is open. All are as high, so that the list can be virtual. */
export type BatchLine =
  | { readonly kind: 'batch'; readonly batch: BatchProgress; readonly tile: Tile; readonly open: boolean }
  | { readonly kind: 'device'; readonly device: DeviceProgress };

interface BatchLinesInput {
  readonly batches: readonly BatchProgress[];
  /** By batch, of the devices that match. */
  readonly tiles: readonly Tile[];
  readonly devices: readonly DeviceProgress[];
  readonly matches: RunMatch | null;
  readonly open: ReadonlySet<number>;
}

/** Batches with devices that match, in order, each open one followed by those devices. */
export function batchLines({ batches, tiles, devices, matches, open }: BatchLinesInput): BatchLine[] {
  return tiles.flatMap((tile): BatchLine[] => {
    const batch = batches[Number(tile.key) - 1];
    if (!batch) return [];
    const isOpen = open.has(batch.index);
    const line = { kind: 'batch', batch, tile, open: isOpen } as const;
    if (!isOpen) return [line];
    const members = devices.filter(
      (device, position) => device.batch === batch.index && (!matches || matches(device, position)),
    );
    return [line, ...members.map((device) => ({ kind: 'device', device }) as const)];
  });
}
