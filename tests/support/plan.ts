import { plannedCommand } from '@/domain/command';
import { DEFAULT_LINK, type DevicePlatform } from '@/domain/device';
import type { JobPlan, Strategy } from '@/domain/job';
import { DEFAULT_OPTIONS, type JobOptions } from '@/domain/job-options-schema';
import { inBatches } from '@/domain/job-order';
import { NO_ORIGIN } from '@/domain/job-origin';

export interface PlanOptions {
  readonly jobId?: string;
  readonly devices: number;
  readonly batchSize?: number;
  readonly strategy?: Strategy;
  readonly commands?: readonly string[];
  readonly devicesPerHour?: number | null;
  readonly idempotencyKey?: string | null;
  readonly options?: Partial<JobOptions>;
  /** Default: Cisco IOS. */
  readonly platformOf?: (position: number) => DevicePlatform;
  /** Default: one for all. */
  readonly credentialOf?: (position: number) => string;
}

const COUNTRIES = ['DE', 'FR', 'ZA', 'JP', 'BR'] as const;

/** A plan over devices `r1`, `r2` … at 127.1.0.x, spread over five countries. */
export function planOf(options: PlanOptions): JobPlan {
  const { devices, batchSize = 10, commands = ['show ip ospf neighbor'] } = options;
  const platformOf = options.platformOf ?? (() => 'cisco_ios');
  const platforms = Array.from({ length: devices }, (_, position) => platformOf(position));
  return {
    jobId: options.jobId ?? 'job-1',
    title: 'A job',
    createdAt: '2026-01-01T00:00:00.000Z',
    createdBy: 'operator@example.net',
    idempotencyKey: options.idempotencyKey ?? null,
    retryOf: null,
    origin: NO_ORIGIN,
    commands: commands.map((entry) => plannedCommand(entry, platforms)),
    devices: inBatches(
      Array.from({ length: devices }, (_, position) => ({
        deviceId: `r${position + 1}`,
        name: `router-${position + 1}`,
        address: `127.1.${Math.floor(position / 250)}.${(position % 250) + 1}`,
        port: 22,
        country: COUNTRIES[position % COUNTRIES.length]!,
        platform: platforms[position]!,
        ...DEFAULT_LINK,
        place: { site: `site-${position % 3}`, area: null },
        credentialId: options.credentialOf?.(position) ?? 'credential-1',
      })),
      batchSize,
      { ...DEFAULT_OPTIONS, ...options.options },
    ),
    batchSize,
    strategy: options.strategy ?? 'batch',
    devicesPerHour: options.devicesPerHour ?? null,
    options: { ...DEFAULT_OPTIONS, ...options.options },
  };
}
