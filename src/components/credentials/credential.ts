import type { Outputs } from '../shell/api';

/** A credential as the api shows it: which secrets are set, never what they are. */
export type Credential = Outputs['credentials']['list'][number];

/** What the sheet shows: nothing, a new credential, or one that exists. */
export type Editing = null | 'new' | Credential;
