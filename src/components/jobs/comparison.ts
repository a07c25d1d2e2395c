import type { Outputs } from '../shell/api';

/** Answer of `jobs.compare`. */
export type Comparison = Outputs['jobs']['compare'];
