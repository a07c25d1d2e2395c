/** `selected`: as chosen. `spread`: neighbours in the order are of different countries as far as possible. */
export const ORDERS = ['selected', 'spread'] as const;
export type Order = (typeof ORDERS)[number];

/** Who gets a free session place first, between jobs. Ordered from last to first. */
export const PRIORITIES = ['low', 'normal', 'high'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const MAX_RETRIES = 2;

export const STOP_RULES = ['failedDevices', 'failedPercent', 'failuresInRow', 'commandRefusals'] as const;
export type StopRule = (typeof STOP_RULES)[number];
