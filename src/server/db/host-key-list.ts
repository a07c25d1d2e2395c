import { decodeCursor, type Page, type PageInput, pageOf, pageSize } from './page';
import { searchKey } from './search-key';
import type { Sql, SqlRow, SqlValue } from './sql';

/** Times are ISO 8601. */
export interface PinnedKey {
  readonly algorithm: string;
  readonly fingerprint: string;
  readonly firstSeenAt: string;
  /** Null where it was trusted on first use. */
  readonly acceptedBy: string | null;
  readonly acceptedAt: string | null;
}

/** A key that was refused and waits for a person. */
export interface WaitingKey {
  readonly algorithm: string;
  readonly fingerprint: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
}

/** All that is known of the keys of one endpoint; at least one of the two is there. */
export interface HostKeyRecord {
  readonly endpoint: string;
  readonly pinned: PinnedKey | null;
  readonly offered: WaitingKey | null;
  /** What the inventory has at this endpoint. */
  readonly device: { readonly id: string; readonly name: string; readonly country: string } | null;
  readonly jumpHost: { readonly id: string; readonly name: string } | null;
}

export interface HostKeyFilter {
  /** True: a key waits; false: none does; absent: every endpoint of which a key is known. */
  readonly pending?: boolean;
  /** A part of the endpoint, of a fingerprint, or of what a device is found by, in any case. */
  readonly search?: string;
}

// Plain SQL: these tables have no relation, since keys are known before and after the inventory knows a device.
const FROM = `FROM (SELECT "endpoint" FROM "HostKey" UNION SELECT "endpoint" FROM "HostKeyOffer") AS "e"
  LEFT JOIN "HostKey" AS "k" ON "k"."endpoint" = "e"."endpoint"
  LEFT JOIN "HostKeyOffer" AS "o" ON "o"."endpoint" = "e"."endpoint"
  LEFT JOIN "Device" AS "d" ON "d"."canonicalEndpoint" = "e"."endpoint"
  LEFT JOIN "JumpHost" AS "j" ON "j"."canonicalEndpoint" = "e"."endpoint"`;

const COLUMNS = `"e"."endpoint" AS "endpoint",
  "k"."algorithm" AS "pinnedAlgorithm", "k"."fingerprint" AS "pinned", "k"."firstSeenAt" AS "pinnedAt",
  "k"."acceptedBy" AS "acceptedBy", "k"."acceptedAt" AS "acceptedAt",
  "o"."algorithm" AS "offeredAlgorithm", "o"."fingerprint" AS "offered", "o"."firstSeenAt" AS "offeredAt",
  "o"."lastSeenAt" AS "lastSeenAt",
  "d"."id" AS "deviceId", "d"."name" AS "deviceName", "d"."country" AS "country",
  "j"."id" AS "jumpHostId", "j"."name" AS "jumpHostName"`;

const SEARCHED = ['LOWER("e"."endpoint")', 'LOWER("k"."fingerprint")', 'LOWER("o"."fingerprint")', '"d"."searchText"'];

function conditionsOf({ pending, search }: HostKeyFilter): { readonly text: string; readonly values: SqlValue[] } {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  if (pending !== undefined) conditions.push(`"o"."endpoint" IS ${pending ? 'NOT NULL' : 'NULL'}`);
  if (search) {
    const like = [...SEARCHED, 'LOWER("j"."name")'].map((column) => `${column} LIKE ?`);
    conditions.push(`(${like.join(' OR ')})`);
    values.push(...like.map(() => `%${searchKey(search)}%`));
  }
  return { text: ['1 = 1', ...conditions].join(' AND '), values };
}

/** A page of endpoints in their binary order. */
export async function listHostKeys(
  sql: Pick<Sql, 'all'>,
  input: HostKeyFilter & PageInput,
): Promise<Page<HostKeyRecord>> {
  const limit = pageSize(input.limit);
  const { text, values } = conditionsOf(input);
  const after = decodeCursor<[string]>(input.cursor, 'string');
  const rows = await sql.all(
    `SELECT ${COLUMNS} ${FROM} WHERE ${text} ${after ? 'AND "e"."endpoint" > ?' : ''} ORDER BY "e"."endpoint" LIMIT ?`,
    [...values, ...(after ?? []), limit + 1],
  );
  const [count] = await sql.all(`SELECT COUNT(*) AS "total" ${FROM} WHERE ${text}`, values);
  return pageOf(rows.map(recordOf), limit, Number(count?.total), (last) => [last.endpoint]);
}

const iso = (value: SqlValue | undefined): string => new Date(String(value)).toISOString();
const textOrNull = (value: SqlValue | undefined): string | null => (value == null ? null : String(value));

function recordOf(row: SqlRow): HostKeyRecord {
  return {
    endpoint: String(row.endpoint),
    pinned:
      row.pinned == null
        ? null
        : {
            algorithm: String(row.pinnedAlgorithm),
            fingerprint: String(row.pinned),
            firstSeenAt: iso(row.pinnedAt),
            acceptedBy: textOrNull(row.acceptedBy),
            acceptedAt: row.acceptedAt == null ? null : iso(row.acceptedAt),
          },
    offered:
      row.offered == null
        ? null
        : {
            algorithm: String(row.offeredAlgorithm),
            fingerprint: String(row.offered),
            firstSeenAt: iso(row.offeredAt),
            lastSeenAt: iso(row.lastSeenAt),
          },
    device:
      row.deviceId == null
        ? null
        : { id: String(row.deviceId), name: String(row.deviceName), country: String(row.country) },
    jumpHost: row.jumpHostId == null ? null : { id: String(row.jumpHostId), name: String(row.jumpHostName) },
  };
}
