import type { DeviceFilter } from './device';

/** A filter as a job takes it: `all` is every device, since an empty filter never means that by accident. */
export type SelectionFilter = DeviceFilter & { readonly all?: true | undefined };

/** Something of which the name is kept, so that a job can say it after the thing itself was renamed or deleted. */
export interface NamedOrigin {
  readonly id: string;
  readonly name: string;
}

/** What a job was made from. The plan is frozen whatever happens to these; they are for people, and to order it again. */
export interface JobOrigin {
  /** Within the group, where there is one. Both null: devices were named one by one, and are those of the plan. */
  readonly filter: SelectionFilter | null;
  readonly group: NamedOrigin | null;
  readonly template: NamedOrigin | null;
}

export const NO_ORIGIN: JobOrigin = { filter: null, group: null, template: null };
