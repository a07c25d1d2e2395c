import type { FileColumn, RowError } from '@/domain/import';
import { type ColumnMapping, type ImportDefaults, type InventoryColumn, REQUIRED_COLUMNS } from '@/domain/inventory';
import { type Guess, guessOf, STRENGTHS } from './header-names';
import type { Table } from './table';

export interface Columns {
  readonly columns: readonly FileColumn[];
  /** Why the rows cannot be read with them. */
  readonly errors: readonly RowError[];
}

const SAMPLES = 3;
/** Cells that a guess is made by. */
const LOOKED_AT = 50;
const SHOWN_CHARACTERS = 64;
/** Of a cell that is repeated in an answer; no name is longer. */
export const shown = (cell: string): string => cell.slice(0, SHOWN_CHARACTERS);

/**
 * What the columns of a file mean: what a person said, then what can be guessed. Two columns that could be one thing are
 * an error that names both, never a choice; a column that nobody knows is left out.
 */
export function columnsOf(table: Table, mapping: ColumnMapping = {}, defaults: ImportDefaults = {}): Columns {
  const keys = columnKeys(table.header);
  const cells = keys.map((_, i) => distinctCells(table, i));
  const given = keys.map((key) => (Object.hasOwn(mapping, key) ? mapping[key] : undefined));
  const taken = new Set(given.filter((field) => field != null));
  const guesses = keys.map((_, i) => (given[i] === undefined ? guessOf(table.header[i]!, cells[i]!) : null));
  const columns = keys.map((key, i): FileColumn => {
    const samples = cells[i]!.slice(0, SAMPLES).map(shown);
    const field = given[i];
    if (field !== undefined) return { key, field, reason: 'given', candidate: null, samples };
    return { key, samples, ...decide(guesses, i, taken) };
  });
  return { columns, errors: headerErrors(columns, mapping, defaults) };
}

function decide(
  guesses: readonly (Guess | null)[],
  index: number,
  taken: ReadonlySet<InventoryColumn>,
): Pick<FileColumn, 'field' | 'reason' | 'candidate'> {
  const guess = guesses[index];
  const unknown = { field: null, reason: 'unknown', candidate: null } as const;
  if (!guess || taken.has(guess.column)) return unknown;
  const rank = (other: Guess) => STRENGTHS.indexOf(other.strength);
  const rivals = guesses.filter((other) => other !== null && other.column === guess.column) as Guess[];
  const best = Math.min(...rivals.map(rank));
  // A column that says it better takes it; the other one is left out.
  if (rank(guess) > best) return unknown;
  if (rivals.filter((other) => rank(other) === best).length > 1) {
    return { field: null, reason: 'ambiguous', candidate: guess.column };
  }
  return { field: guess.column, reason: guess.strength, candidate: null };
}

function headerErrors(columns: readonly FileColumn[], mapping: ColumnMapping, defaults: ImportDefaults): RowError[] {
  const errors: RowError[] = [];
  const add = (field: string, message: string) => void errors.push({ row: 1, field, message });
  const keys = new Set(columns.map(({ key }) => key));
  for (const [key, field] of Object.entries(mapping)) {
    if (field !== null && !keys.has(key)) add(field, `The mapping names the column ${quoted(key)}, which is not there`);
  }
  const asked = groups(columns, ({ candidate }) => candidate);
  for (const [field, rivals] of asked) {
    add(field, `Several columns could be this: ${rivals.join(', ')}. Say which one it is, and leave the others out`);
  }
  for (const [field, rivals] of groups(columns, ({ field }) => field)) {
    if (rivals.length > 1) add(field, `Expected one column for this, got ${rivals.join(', ')}`);
  }
  for (const field of REQUIRED_COLUMNS) {
    const known = columns.some((column) => column.field === field) || asked.has(field);
    const missing = !known && !(defaults as Partial<Record<InventoryColumn, string>>)[field];
    if (missing && !errors.some((error) => error.field === field)) add(field, 'This column is missing');
  }
  return errors;
}

/** The columns that share a field, by that field. */
function groups(
  columns: readonly FileColumn[],
  fieldOf: (column: FileColumn) => InventoryColumn | null,
): Map<InventoryColumn, string[]> {
  const found = new Map<InventoryColumn, string[]>();
  for (const column of columns) {
    const field = fieldOf(column);
    if (field) found.set(field, [...(found.get(field) ?? []), quoted(column.key)]);
  }
  return found;
}

const quoted = (key: string): string => `"${shown(key)}"`;

function columnKeys(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((cell, index) => {
    const base = shown(cell) || `Column ${letters(index)}`;
    let key = base;
    for (let n = 2; taken.has(key); n += 1) key = `${base} (${n})`;
    taken.add(key);
    return key;
  });
}

/** Of a column, as spreadsheets count: A, B, …, Z, AA. */
function letters(index: number): string {
  const rest = String.fromCharCode(65 + (index % 26));
  return index < 26 ? rest : letters(Math.floor(index / 26) - 1) + rest;
}

/** Different cells of a column, from its first rows. */
function distinctCells({ rows }: Table, index: number): string[] {
  const found = new Set<string>();
  for (const { cells } of rows.slice(0, LOOKED_AT * 4)) {
    if (cells[index]) found.add(cells[index]);
    if (found.size === LOOKED_AT) break;
  }
  return [...found];
}
