import type { LabPlatform } from '../network/model';
import type { Dialect } from './dialect';
import { frrDialect } from './frr/dialect';
import { iosDialect } from './ios/dialect';
import { junosDialect } from './junos/dialect';
import { routerosDialect } from './routeros/dialect';
import { srosDialect } from './sros/dialect';
import { vrpDialect } from './vrp/dialect';

/** The shell of each simulated platform. */
export const DIALECTS = {
  cisco_ios: iosDialect,
  juniper_junos: junosDialect,
  huawei_vrp: vrpDialect,
  mikrotik_routeros: routerosDialect,
  nokia_sros: srosDialect,
  frr: frrDialect,
} satisfies Record<LabPlatform, Dialect>;
