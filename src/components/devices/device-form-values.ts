import { z } from 'zod';
import { type AlgorithmProfile, DEFAULT_LINK, type DevicePlatform } from '@/domain/device';
import { deviceFieldsSchema, linkFieldsSchema } from '@/domain/device-schema';
import type { Inputs } from '../shell/api';
import { type Parsed, parsedBy } from '../shell/use-form-submit';
import type { Device } from './use-device-list';

/** What the form holds: text, as people type it. */
export interface DeviceFormValues {
  name: string;
  address: string;
  port: string;
  country: string;
  platform: DevicePlatform;
  credentialId: string;
  /** Empty: reached straight. */
  jumpHostId: string;
  site: string;
  /** Separated by commas. */
  tags: string;
  algorithms: AlgorithmProfile;
  keepalive: boolean;
}

export function formValues(device: Device | null): DeviceFormValues {
  return {
    name: device?.name ?? '',
    address: device?.address ?? '',
    port: String(device?.port ?? 22),
    country: device?.country ?? '',
    platform: device?.platform ?? 'auto',
    credentialId: device?.credentialId ?? '',
    jumpHostId: device?.jumpHostId ?? '',
    site: device?.site ?? '',
    tags: device?.tags.join(', ') ?? '',
    algorithms: device?.algorithms ?? DEFAULT_LINK.algorithms,
    keepalive: device?.keepalive ?? DEFAULT_LINK.keepalive,
  };
}

export const splitTags = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
];

const schema = deviceFieldsSchema.extend({
  credentialId: z.string().min(1, 'Expected a credential'),
  ...linkFieldsSchema.shape,
});

/** The input of `devices.create`, or what is wrong by field. */
export function parseForm(values: DeviceFormValues): Parsed<Inputs['devices']['create']> {
  const parsed = schema.safeParse({ ...values, site: values.site.trim() || null, tags: splitTags(values.tags) });
  return parsedBy(parsed, (value) => ({ ...value, jumpHostId: values.jumpHostId || null }));
}
