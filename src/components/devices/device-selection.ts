import { z } from 'zod';
import { type DeviceFilter, deviceFilterSchema } from '@/domain/device-schema';

/** Devices that were ticked in the inventory: one by one, or all that match and belong to the group. */
export type DeviceSelection =
  | { readonly deviceIds: readonly string[] }
  | { readonly filter: DeviceFilter; readonly groupId: string | null };

/** Carries the ticks to the form of a new job; survives a reload of that form. */
const KEY = 'areazero.device-selection';

const NONE: DeviceSelection = { deviceIds: [] };
const storedSchema = z.union([
  z.object({ deviceIds: z.array(z.string()) }),
  z.object({ filter: deviceFilterSchema, groupId: z.string().nullable() }),
]);

export function storeDeviceSelection(selection: DeviceSelection): void {
  sessionStorage.setItem(KEY, JSON.stringify(selection));
}

/** Ids in the order in which they were ticked; none where none were, or where the browser holds something else. */
export function readDeviceSelection(): DeviceSelection {
  try {
    return storedSchema.safeParse(JSON.parse(sessionStorage.getItem(KEY) ?? 'null')).data ?? NONE;
  } catch {
    // Not JSON: left there by something else. Nothing ticked is the honest reading.
    return NONE;
  }
}
