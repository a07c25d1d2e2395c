/** `selected`: as chosen. `spread`: neighbours in the order are of different countries as far as possible. */
export const ORDERS = ['selected', 'spread'] as const;
export type Order = (typeof ORDERS)[number];

/** Who gets a free session place first, between jobs. Ordered from last to first. */
export const PRIORITIES = ['low', 'normal', 'high'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const MAX_RETRIES = 2;

/** A first batch that must complete on every device before any other device is touched. */
export interface Canary {
  /** So many devices, the first of the order; null with `perPlatformAndCountry`. */
  readonly size: number | null;
  /** One device of each platform in each country. */
  readonly perPlatformAndCountry: boolean;
  /** After it passed: go on, or stand `paused` until a person resumes. */
  readonly after: 'continue' | 'wait';
}

/** Limits at which a job ends; reached, not exceeded. Null is no limit. A device in `unknown` counts as failed. */
export interface StopRules {
  readonly failedDevices: number | null;
  /** Of all devices of the job. */
  readonly failedPercent: number | null;
  /** One after the other, without a completed device between them. */
  readonly failuresInRow: number | null;
  /** Commands that routers refused. */
  readonly commandRefusals: number | null;
}

export const STOP_RULES = [
  'failedDevices',
  'failedPercent',
  'failuresInRow',
  'commandRefusals',
] as const satisfies readonly (keyof StopRules)[];
export type StopRule = (typeof STOP_RULES)[number];

/** How a job behaves beyond its devices, commands and pace; fixed when it is made. */
export interface JobOptions {
  readonly order: Order;
  readonly priority: Priority;
  /** Milliseconds from the job's start; null is none. */
  readonly deadlineMs: number | null;
  /** Automatic retries per device while no changing line may have left; 0 to `MAX_RETRIES`. Busy ones always have those. */
  readonly retries: number;
  readonly canary: Canary | null;
  readonly stopRules: StopRules;
}

export const DEFAULT_OPTIONS: JobOptions = {
  order: 'selected',
  priority: 'normal',
  deadlineMs: null,
  retries: 0,
  canary: null,
  stopRules: { failedDevices: null, failedPercent: null, failuresInRow: null, commandRefusals: null },
};
