import type { LabPlatform } from '../network/model';
import type { Dialect } from './dialect';
import { eosDialect } from './eos/dialect';
import { frrDialect } from './frr/dialect';
import { iosDialect } from './ios/dialect';
import { nxosDialect } from './nxos/dialect';
import { xrDialect } from './xr/dialect';

/** The shell of each simulated platform. */
export const DIALECTS = {
  cisco_ios: iosDialect,
  cisco_xr: xrDialect,
  cisco_nxos: nxosDialect,
  arista_eos: eosDialect,
  frr: frrDialect,
} satisfies Record<LabPlatform, Dialect>;
