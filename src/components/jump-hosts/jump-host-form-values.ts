import { z } from 'zod';
import type { AlgorithmProfile } from '@/domain/device';
import { DEFAULT_JUMP_SESSIONS, jumpHostFieldsSchema } from '@/domain/jump-host';
import type { Inputs } from '../shell/api';
import { type Parsed, parsedBy } from '../shell/use-form-submit';
import type { JumpHost } from './jump-host';

/** What the form holds: text, as people type it. */
export interface JumpHostFormValues {
  name: string;
  address: string;
  port: string;
  credentialId: string;
  /** Empty: none. */
  viaId: string;
  algorithms: AlgorithmProfile;
  keepalive: boolean;
  maxSessions: string;
}

export const formValues = (jumpHost: JumpHost | null): JumpHostFormValues => ({
  name: jumpHost?.name ?? '',
  address: jumpHost?.address ?? '',
  port: String(jumpHost?.port ?? 22),
  credentialId: jumpHost?.credentialId ?? '',
  viaId: jumpHost?.viaId ?? '',
  algorithms: jumpHost?.algorithms ?? 'modern',
  keepalive: jumpHost?.keepalive ?? true,
  maxSessions: String(jumpHost?.maxSessions ?? DEFAULT_JUMP_SESSIONS),
});

const schema = jumpHostFieldsSchema.extend({ credentialId: z.string().min(1, 'Expected a credential') });

/** The input of `jumpHosts.create`, or what is wrong by field. */
export function parseForm(values: JumpHostFormValues): Parsed<Inputs['jumpHosts']['create']> {
  const { maxSessions, viaId, ...fields } = values;
  const parsed = schema.safeParse({ ...fields, maxSessions: maxSessions.trim() === '' ? null : Number(maxSessions) });
  return parsedBy(parsed, (value) => ({ ...value, viaId: viaId || null }));
}
