import { z } from 'zod';
import type { DeepReadonly } from './deep-readonly';
import { ALGORITHM_PROFILES, CONTROL_CHARACTERS, DEVICE_PLATFORMS } from './device';

/** Without spaces around it and without control characters. */
const cleanText = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Expected at most ${max} characters`)
    .refine((value) => !CONTROL_CHARACTERS.test(value), 'Expected no control characters');

/** Words of people. */
export const plainText = (max: number) => cleanText(max).min(1, 'Expected at least 1 character');

/**
 * Text that is looked for; empty: none is. SQLite ends a pattern at a NUL: what begins with one would match every row, and
 * a job for the devices that match would run on all of them.
 */
export const soughtText = cleanText;

/** A host name (RFC 1123 §2.1). */
const HOST_NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*\.?$/i;

/**
 * What ends in a number is an address or nothing (URL standard, "ends in a number"): resolvers take `10.9`, `010.0.0.9` and
 * `0x0a000009` for addresses, each another spelling of one device, and `10.0.0.256` is a slip.
 */
const ENDS_IN_NUMBER = /(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$/i;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** A host name, an IPv4 address in its one usual spelling, or an IPv6 address; no port, no brackets, no zone. */
function isHost(value: string): boolean {
  if (value.includes(':')) return /^[0-9a-f:.]+$/i.test(value) && URL.canParse(`http://[${value}]/`);
  return ENDS_IN_NUMBER.test(value) ? IPV4.test(value) : HOST_NAME.test(value);
}

const PORT_TEXT = 'Expected a whole number from 1 to 65535';

/** The fields of an inventory record, as people and other services send them. */
export const deviceFieldsSchema = z.object({
  name: plainText(64),
  address: plainText(253).refine(isHost, 'Expected an IPv4 address, an IPv6 address or a host name'),
  port: z
    .union(
      [
        z.number(),
        z
          .string()
          .regex(/^\s*\d{1,5}\s*$/)
          .transform(Number),
      ],
      PORT_TEXT,
    )
    .pipe(z.number().int(PORT_TEXT).min(1, PORT_TEXT).max(65_535, PORT_TEXT))
    .default(22),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, 'Expected a country code of two letters (ISO 3166-1 alpha-2)'),
  platform: z.enum(DEVICE_PLATFORMS, `Expected one of: ${DEVICE_PLATFORMS.join(', ')}`),
  site: plainText(64).nullish(),
  tags: z
    .array(
      plainText(32).refine((tag) => !tag.includes(';'), 'Expected no ";" in a tag: it separates tags in CSV files'),
    )
    .max(20, 'Expected at most 20 tags')
    .default([]),
});
export type DeviceFields = z.infer<typeof deviceFieldsSchema>;

/** What a person or a file may say of `Link`, without its defaults. */
export const linkFieldsSchema = z.object({
  algorithms: z.enum(ALGORITHM_PROFILES, `Expected one of: ${ALGORITHM_PROFILES.join(', ')}`),
  keepalive: z.boolean('Expected true or false'),
});

const countryOfFilter = z
  .string()
  .trim()
  .toUpperCase()
  .length(2, 'Expected a country code of two letters (ISO 3166-1 alpha-2)');

/** More than there are (ISO 3166-1). */
const MAX_COUNTRIES = 300;

/** Which devices: every given field must match. `{}` is no filter at all and selects nothing by itself. */
export const deviceFilterSchema = z
  .object({
    search: soughtText(100).optional(),
    country: countryOfFilter.optional(),
    /** One of these. */
    countries: z.array(countryOfFilter).min(1, 'Expected at least one country').max(MAX_COUNTRIES).optional(),
    platform: z.enum(DEVICE_PLATFORMS).optional(),
    tag: soughtText(32).optional(),
  })
  .strict();
export type DeviceFilter = z.infer<typeof deviceFilterSchema>;

/** A filter that an answer has, as an input takes it. */
export const ownFilter = ({ countries, ...others }: DeepReadonly<DeviceFilter>): DeviceFilter => ({
  ...others,
  ...(countries ? { countries: [...countries] } : {}),
});
