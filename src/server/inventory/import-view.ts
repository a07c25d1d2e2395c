import { createHash } from 'node:crypto';
import type { ErrorKind, ImportView, RowError, RowView } from '@/domain/import';
import type { RowFate } from '@/domain/inventory';
import { type DeviceField, differences, type ImportPlan, type Inventory, type PlannedRow } from './import-plan';
import { createTurns } from './turns';

/** Which rows an answer is to hold. */
export interface RowWindow {
  readonly fate?: RowFate | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

const MAX_ERRORS = 1_000;
const MAX_ROWS = 1_000;
const MAX_KINDS = 50;

export async function viewOf(
  plan: ImportPlan,
  known: Omit<Inventory, 'devices'>,
  window: RowWindow = {},
): Promise<ImportView> {
  const { fate, offset = 0, limit = MAX_ROWS } = window;
  const rows = fate ? plan.rows.filter((row) => row.fate === fate) : plan.rows;
  const names = namesOf(known);
  return {
    created: plan.created,
    updated: plan.updated,
    unchanged: plan.unchanged,
    errors: plan.errors.slice(0, MAX_ERRORS),
    errorTotal: plan.errors.length,
    failed: plan.rows.length - plan.created - plan.updated - plan.unchanged,
    errorKinds: kindsOf(plan.errors),
    rows: rows.slice(offset, offset + Math.min(limit, MAX_ROWS)).map((row) => rowView(row, names)),
    rowTotal: rows.length,
    columns: plan.columns,
    previewHash: plan.errors.length > 0 ? null : await hashOf(plan),
  };
}

function kindsOf(errors: readonly RowError[]): ErrorKind[] {
  const kinds = new Map<string, { field: string; message: string; count: number; row: number }>();
  for (const { row, field, message } of errors) {
    const key = `${field}\n${message}`;
    const known = kinds.get(key);
    if (known) known.count += 1;
    else kinds.set(key, { field, message, count: 1, row });
  }
  return [...kinds.values()].sort((a, b) => b.count - a.count || a.row - b.row).slice(0, MAX_KINDS);
}

interface Names {
  readonly credentials: ReadonlyMap<string, string>;
  readonly jumpHosts: ReadonlyMap<string, string>;
}

function namesOf({ credentials, jumpHosts }: Omit<Inventory, 'devices'>): Names {
  const turned = (ids: ReadonlyMap<string, string>) => new Map([...ids].map(([name, id]) => [id, name]));
  return { credentials: turned(credentials), jumpHosts: turned(jumpHosts) };
}

function rowView({ row, name, fate, write }: PlannedRow, names: Names): RowView {
  if (!write?.before) return { row, name, fate };
  const { before, device } = write;
  const changes = differences(before, device).map((field) => ({
    field: COLUMN_OF[field] ?? field,
    from: textOf(field, before[field], names),
    to: textOf(field, device[field], names),
  }));
  return { row, name, fate, changes };
}

/** Fields that a file calls otherwise. */
const COLUMN_OF: Partial<Record<DeviceField, string>> = { credentialId: 'credential', jumpHostId: 'jump_host' };

const MAX_TEXT = 200;

function textOf(field: DeviceField, value: unknown, names: Names): string {
  if (value === null || value === undefined) return '';
  if (field === 'credentialId') return names.credentials.get(String(value)) ?? '';
  if (field === 'jumpHostId') return names.jumpHosts.get(String(value)) ?? '';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return (Array.isArray(value) ? [...value].sort().join('; ') : String(value)).slice(0, MAX_TEXT);
}

/** Two plans with one hash write the same over the same. */
async function hashOf(plan: ImportPlan): Promise<string> {
  const hash = createHash('sha256');
  const turn = createTurns();
  for (const { before, device } of plan.writes) {
    hash.update(`${JSON.stringify([before && stable(before), stable(device)])}\n`);
    await turn();
  }
  return hash.update(String(plan.unchanged)).digest('hex');
}

/** Whatever order its fields and tags came in. */
const stable = (device: object) =>
  Object.entries(device)
    .filter(([field]) => field !== 'createdAt' && field !== 'updatedAt')
    .map(([field, value]) => [field, Array.isArray(value) ? [...value].sort() : value] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
