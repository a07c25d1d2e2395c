import type { LabPlatform } from '../network/model';
import type { Dialect } from './dialect';
import { eosDialect } from './eos/dialect';
import { frrDialect } from './frr/dialect';
import { iosDialect } from './ios/dialect';
import { junosDialect } from './junos/dialect';
import { nxosDialect } from './nxos/dialect';
import { routerosDialect } from './routeros/dialect';
import { srosDialect } from './sros/dialect';
import { vrpDialect } from './vrp/dialect';
import { xrDialect } from './xr/dialect';

/** The shell of each simulated platform. */
export const DIALECTS = {
  cisco_ios: iosDialect,
  cisco_xr: xrDialect,
  cisco_nxos: nxosDialect,
  arista_eos: eosDialect,
  juniper_junos: junosDialect,
  huawei_vrp: vrpDialect,
  mikrotik_routeros: routerosDialect,
  nokia_sros: srosDialect,
  frr: frrDialect,
} satisfies Record<LabPlatform, Dialect>;
