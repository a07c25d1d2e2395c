import type { Outputs } from '../shell/api';

export type JumpHost = Outputs['jumpHosts']['list'][number];

/** What the sheet shows: nothing, a new jump host, or one that exists. */
export type Editing = null | 'new' | JumpHost;
