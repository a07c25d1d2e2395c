import type { LabPlatform } from '../network/model';
import type { Dialect } from './dialect';
import { frrDialect } from './frr/dialect';
import { iosDialect } from './ios/dialect';

/** The shell of each simulated platform. */
export const DIALECTS = { cisco_ios: iosDialect, frr: frrDialect } satisfies Record<LabPlatform, Dialect>;
