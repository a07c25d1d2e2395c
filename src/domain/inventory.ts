/** Columns of an inventory file, in the order in which exports have them; imports take any order and many other names. */
export const INVENTORY_COLUMNS = [
  'name',
  'address',
  'port',
  'country',
  'platform',
  'site',
  'tags',
  'credential',
  'jump_host',
  'algorithms',
  'keepalive',
] as const;
export type InventoryColumn = (typeof INVENTORY_COLUMNS)[number];

/** What a row cannot do without, from its cells or from the defaults of the import. */
export const REQUIRED_COLUMNS: readonly InventoryColumn[] = ['name', 'address', 'country', 'platform', 'credential'];

/** Columns for which an import may be told one value for all rows that say nothing. */
export const DEFAULT_COLUMNS = INVENTORY_COLUMNS.filter(
  (column): column is Exclude<InventoryColumn, 'name' | 'address'> => column !== 'name' && column !== 'address',
);
export type DefaultColumn = (typeof DEFAULT_COLUMNS)[number];

/** What becomes of a row. */
export const ROW_FATES = ['create', 'update', 'unchanged', 'error'] as const;
export type RowFate = (typeof ROW_FATES)[number];

/** Which column of a file means what, by the key of the column; null leaves it out. */
export type ColumnMapping = Readonly<Record<string, InventoryColumn | null>>;
/** Texts as they would stand in a cell. */
export type ImportDefaults = Readonly<Partial<Record<DefaultColumn, string>>>;

/** How it was decided what a column means: by its own name, a known other one, what stands in it, or a person. */
export const COLUMN_REASONS = ['name', 'synonym', 'values', 'given', 'ambiguous', 'unknown'] as const;

/** Bytes of a file that one import takes: as much as the api does, to which a workbook is a third larger (base64). */
export const MAX_IMPORT_BYTES = { csv: 9_000_000, xlsx: 7_000_000 } as const;
