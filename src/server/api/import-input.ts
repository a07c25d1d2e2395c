import { z } from 'zod';
import { DEFAULT_COLUMNS, type DefaultColumn, INVENTORY_COLUMNS, ROW_FATES } from '@/domain/inventory';

const COLUMN_TEXT = `expected one of ${INVENTORY_COLUMNS.join(', ')}, or null to leave the column out`;
const MAX_COLUMNS = 100;

/** What columns mean, by their keys in the answer of a preview. Those that are not named are guessed. */
export const mappingSchema = z
  .record(z.string().max(80, 'expected the key of a column'), z.enum(INVENTORY_COLUMNS, COLUMN_TEXT).nullable())
  .refine((mapping) => Object.keys(mapping).length <= MAX_COLUMNS, `expected at most ${MAX_COLUMNS} columns`);

const DEFAULT_TEXT = 'expected at most 700 characters';
const defaultShape = Object.fromEntries(
  DEFAULT_COLUMNS.map((column) => [column, z.string().trim().max(700, DEFAULT_TEXT).optional()]),
) as Record<DefaultColumn, z.ZodOptional<z.ZodString>>;

/** What stands where a row says nothing, as the text of a cell. */
export const defaultsSchema = z.strictObject(defaultShape);

const HASH_TEXT = 'expected the previewHash of a preview';

/** Of every import, whatever it reads from. */
export const importShape = {
  mapping: mappingSchema.optional(),
  defaults: defaultsSchema.optional(),
  /** Which rows the answer holds: at most 1,000. */
  show: z
    .strictObject({
      fate: z.enum(ROW_FATES, `expected one of ${ROW_FATES.join(', ')}`).optional(),
      offset: z.number().int().min(0).max(1_000_000).optional(),
      limit: z.number().int().min(0).max(1_000).optional(),
    })
    .optional(),
};

/** With it, exactly what was previewed is done, or nothing. */
export const previewHashSchema = z
  .string(HASH_TEXT)
  .regex(/^[0-9a-f]{64}$/, HASH_TEXT)
  .optional();
