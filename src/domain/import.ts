import { z } from 'zod';
import type { DeepReadonly } from './deep-readonly';
import { COLUMN_REASONS, INVENTORY_COLUMNS, ROW_FATES } from './inventory';

const whole = z.number().int();
const column = z.enum(INVENTORY_COLUMNS);

/** A finding in a file. */
const rowErrorSchema = z.object({
  row: whole.describe('1-based with the header, as a spreadsheet shows it; 0 is the file as a whole'),
  field: z.string().describe('The column, `file` or `sheet`'),
  message: z.string(),
});
export type RowError = DeepReadonly<z.infer<typeof rowErrorSchema>>;

const errorKindSchema = z.object({
  field: z.string(),
  message: z.string(),
  count: whole,
  row: whole.describe('The first that has it'),
});
export type ErrorKind = DeepReadonly<z.infer<typeof errorKindSchema>>;

const rowViewSchema = z.object({
  row: whole,
  name: z.string(),
  fate: z.enum(ROW_FATES),
  changes: z
    .array(z.object({ field: z.string(), from: z.string(), to: z.string() }))
    .optional()
    .describe('What an update changes; absent for other rows'),
});
export type RowView = DeepReadonly<z.infer<typeof rowViewSchema>>;

/** One column of a file and what it is taken for. */
const fileColumnSchema = z.object({
  key: z.string().describe('The header cell, made unique: an empty one is `Column C`, a repeated one `Name (2)`'),
  field: column.nullable().describe('Null: the column is left out'),
  reason: z
    .enum(COLUMN_REASONS)
    .describe('How that was decided: by its own name, a known other one, what stands in it, or a person'),
  candidate: column.nullable().describe('What it could be where that has to be asked (`ambiguous`)'),
  samples: z.array(z.string()).describe('Some of its cells'),
});
export type FileColumn = DeepReadonly<z.infer<typeof fileColumnSchema>>;

/** What would become of a file, bounded: fifty thousand bad rows are some hundred kilobytes. */
const importViewSchema = z.object({
  created: whole,
  updated: whole,
  unchanged: whole,
  errors: z.array(rowErrorSchema).describe('The first of them, in the order of the file'),
  errorTotal: whole,
  failed: whole.describe('Rows with errors'),
  errorKinds: z.array(errorKindSchema).describe('Errors of one kind as one, the most frequent first'),
  rows: z.array(rowViewSchema).describe('Rows of the asked fate from the asked one on, in the order of the file'),
  rowTotal: whole.describe('How many rows of that fate there are'),
  columns: z.array(fileColumnSchema).describe('What the columns were taken for'),
  previewHash: z.string().nullable().describe('Of exactly what would be written over what; null where nothing may be'),
});
export type ImportView = DeepReadonly<z.infer<typeof importViewSchema>>;

/** What a preview says and an import did. With an error in any row nothing is written, and the first three are 0. */
export const importResultSchema = importViewSchema.extend({
  sheets: z.array(z.string()).describe('Names of the sheets of a workbook'),
  sheet: z.string().nullable().describe('The one of them that was read'),
  importId: z.string().nullable().describe('What can be undone; null where nothing was written'),
});
export type ImportResult = DeepReadonly<z.infer<typeof importResultSchema>>;

/** An import that wrote something. Times are ISO 8601. */
export const importRecordSchema = z.object({
  id: z.string(),
  at: z.string().meta({ format: 'date-time' }),
  by: z.string(),
  source: z.string().describe('Where it came from, in words'),
  created: whole,
  updated: whole,
  unchanged: whole,
  undoneAt: z.string().meta({ format: 'date-time' }).nullable(),
  undoneBy: z.string().nullable(),
  canUndo: z.boolean().describe('Whether it is the one that an undo would take back now'),
});
export type ImportRecord = DeepReadonly<z.infer<typeof importRecordSchema>>;
