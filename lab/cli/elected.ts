import type { NetworkInterface } from '../network/model';
import { type Designated, designatedOn } from './segment';
import type { View } from './view';

const NOBODY: Designated = { id: '0.0.0.0', address: '0.0.0.0' };

/** Who was elected on the segment of an interface, with 0.0.0.0 where nobody is, as many shells print it. */
export function electedOn(view: View, local: NetworkInterface): { readonly dr: Designated; readonly bdr: Designated } {
  return designatedOn(view, local) ?? { dr: NOBODY, bdr: NOBODY };
}
