import type { Outputs } from '../shell/api';

/** A connected spreadsheet as the api shows it: never with its key. */
export type SheetConnection = Outputs['sheets']['list'][number];
