import fc from 'fast-check';
import { ALGORITHM_PROFILES, DEVICE_PLATFORMS } from '@/domain/device';
import { deviceFieldsSchema } from '@/domain/device-schema';
import type { ExportedDevice } from '@/server/inventory/csv';

/** Text that a spreadsheet or a CSV reader could take for something else, as far as domain/device allows it. */
const hostileText = (max: number) =>
  fc
    .oneof(
      fc.string({ unit: fc.constantFrom(...'=+-@\'",; \\|a1é'), minLength: 1, maxLength: max }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: max }),
    )
    // U+FFFD stands for bytes that were not UTF-8: an import refuses the file, so no export with it can come back.
    .map((text) => text.replaceAll('\uFFFD', '?').trim());

/** Devices that the inventory may hold, each with its own name and address. */
export const exportedDevices: fc.Arbitrary<ExportedDevice[]> = fc
  .array(
    fc.record({
      name: hostileText(16),
      port: fc.integer({ min: 1, max: 65_535 }),
      country: fc.constantFrom('DE', 'JP', 'BR', 'NO'),
      platform: fc.constantFrom(...DEVICE_PLATFORMS),
      site: fc.option(hostileText(16)),
      tags: fc.uniqueArray(hostileText(8), { maxLength: 4 }),
      algorithms: fc.constantFrom(...ALGORITHM_PROFILES),
      keepalive: fc.boolean(),
      credentialName: fc.constantFrom('edge', '=core', "it's"),
      jumpHostName: fc.constantFrom(null, 'b1', '+b2'),
    }),
    { maxLength: 8 },
  )
  .map((devices) => devices.map((device, i) => ({ ...device, address: `10.0.0.${i + 1}` })))
  .filter(
    (devices) =>
      new Set(devices.map(({ name }) => name)).size === devices.length &&
      devices.every((device) => deviceFieldsSchema.safeParse(device).success),
  );
