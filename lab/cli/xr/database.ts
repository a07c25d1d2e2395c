import type { Lsa } from '../../network/lsa';
import { ciscoLsdbStyle } from '../ios/database';
import { reportExternals, reportInFull, reportTable } from '../lsdb-report';
import type { View } from '../view';

const STYLE = ciscoLsdbStyle({
  hex: (value, digits) => value.toString(16).padStart(digits, '0'),
  linksIndent: '   ',
  topology: 'TOS',
  summaryMetric: 'TOS: 0  Metric: ',
});

/** `show ospf database`. */
export const showDatabase = (view: View): string => reportTable(view, STYLE);

/** `show ospf database router`, `network` or `summary`: every LSA of that type in full. */
export const showDatabaseOf = (view: View, type: Lsa['type']): string => reportInFull(view, STYLE, type);

/** `show ospf database external`. */
export const showExternals = (view: View): string => reportExternals(view, STYLE);
