import { z } from 'zod';
import { type Answer, countSchema } from './answer';

const rowSchema = countSchema.describe('1-based and counts the header, as a spreadsheet shows it');

export const importSchema = z.object({
  created: countSchema,
  updated: countSchema,
  unchanged: countSchema,
  errors: z.array(z.object({ row: rowSchema, field: z.string(), message: z.string() })),
  rows: z
    .array(z.object({ row: rowSchema, name: z.string(), fate: z.enum(['create', 'update', 'unchanged', 'error']) }))
    .describe('What becomes of each row, in the order of the file'),
});
export type ImportView = Answer<typeof importSchema>;

/** CSV to inventory. Made by the runtime from server/inventory and the device store; the api only asks. */
export interface DeviceImport {
  /** What `apply` would do. Changes nothing. */
  preview(content: string): Promise<ImportView>;
  /** Does it, all rows or none: with an error in any row nothing changes. */
  apply(content: string): Promise<ImportView>;
}
