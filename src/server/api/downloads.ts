import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { deviceFilterSchema } from '@/domain/device-schema';
import { type Download, type InventoryDownload, parseDownloadPath } from '@/domain/download';
import { roleIncludes } from '@/domain/role';
import type { Actor } from '../auth/actor';
import type { Services } from './context';
import { type DownloadAnswer, type DownloadFile, downloadFile } from './download-file';
import { fieldsOf } from './errors';
import { idSchema } from './input';
import { requestEventOf } from './request-event';
import { watchRights } from './watch-rights';

/** Each holds a job's list of devices and one answer in memory, and reads the database for as long as it lasts. */
const MAX_AT_ONCE = 8;
/** A client that takes nothing for so long gives its place to another. */
const STALLED_AFTER_MS = 60_000;

interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 429 | 503;
  readonly text: string;
  readonly headers?: Record<string, string>;
}

/** Serves what `domain/download` names, to viewers and up. `whoAsks` is asked again while a download lasts. */
export function createDownloads(
  services: Pick<Services, 'clock' | 'deviceGroups' | 'engine' | 'inventoryExport' | 'log' | 'stopping'>,
  maxAtOnce = MAX_AT_ONCE,
) {
  let open = 0;

  function admitted(req: IncomingMessage, actor: Actor | null): Download | Refusal {
    const parsed = parseDownloadPath((req.url ?? '').split('?', 1)[0]!);
    if (!parsed.ok && parsed.reason === 'no_such_path') return { status: 404, text: 'Not found' };
    if (req.method !== 'GET') return { status: 405, text: 'Expected GET', headers: { Allow: 'GET' } };
    if (!actor) {
      return { status: 401, text: 'Sign in, or send an API token', headers: { 'WWW-Authenticate': 'Bearer' } };
    }
    if (!roleIncludes(actor.role, 'viewer')) return { status: 403, text: 'This needs the role viewer' };
    if (!parsed.ok) return { status: 400, text: parsed.message };
    if (services.stopping()) return { status: 503, text: 'The portal is about to restart: try again' };
    if (open < maxAtOnce) return parsed.download;
    return { status: 429, text: 'Too many downloads at once: try again', headers: { 'Retry-After': '5' } };
  }

  return async (req: IncomingMessage, res: ServerResponse, whoAsks: () => Promise<Actor | null>): Promise<void> => {
    const first = whoAsks();
    const asked = admitted(req, await first);
    if ('status' in asked) return refuse(res, asked);
    open += 1;
    try {
      const file = await (asked.of === 'inventory'
        ? inventoryFile(services, asked.format, req.url ?? '')
        : downloadFile(services.engine, asked));
      if (!file.ok) return refuse(res, file);
      const stopWatching = watchRights({ first, whoAsks, end: () => res.destroy(), log: services.log });
      await send(res, file.value).finally(stopWatching);
    } finally {
      open -= 1;
    }
  };

  async function send(res: ServerResponse, file: DownloadFile): Promise<void> {
    res.setTimeout(STALLED_AFTER_MS, () => res.destroy());
    res.writeHead(200, {
      'Content-Type': file.type,
      'Content-Disposition': `attachment; filename="${file.name}"`,
      'Cache-Control': 'no-store',
      // Nothing in here is a page, whatever a router has written into it.
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'same-origin',
      ...(file.bytes === null ? {} : { 'Content-Length': file.bytes }),
    });
    let failure: unknown = null;
    async function* watched() {
      try {
        yield* file.body;
      } catch (error) {
        failure = error;
        throw error;
      }
    }
    try {
      // Takes the next piece when the client has taken the last, stops where it went away, and on an error cuts the
      // connection: without its last chunk (RFC 9112 §7.1) nobody takes the file for whole.
      await pipeline(watched(), res);
    } catch {
      // That the client has left is nothing to report; what failed on this side is.
      if (failure !== null) {
        const { requestId } = requestEventOf(res);
        services.log.error({ requestId, file: file.name, err: failure }, 'A download broke off');
      }
      res.destroy();
    }
  }
}

const INVENTORY_TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} satisfies Record<InventoryDownload, string>;

const inventoryQuerySchema = deviceFilterSchema.omit({ countries: true }).extend({ groupId: idSchema.optional() });

/** The query is a filter of devices, as `devices.list` takes it; none is the whole inventory. */
async function inventoryFile(
  { clock, deviceGroups, inventoryExport }: Pick<Services, 'clock' | 'deviceGroups' | 'inventoryExport'>,
  format: InventoryDownload,
  url: string,
): Promise<DownloadAnswer> {
  const query = new URLSearchParams(url.split('?')[1] ?? '');
  const filter = inventoryQuerySchema.safeParse(Object.fromEntries(query));
  if (!filter.success) {
    const [{ field, message } = { field: 'query', message: 'expected a filter of devices' }] =
      fieldsOf(filter.error) ?? [];
    return { ok: false, status: 400, text: `${field}: ${message}` };
  }
  const { groupId, ...fields } = filter.data;
  const group = groupId === undefined ? null : await deviceGroups.get(groupId);
  if (groupId !== undefined && !group) return { ok: false, status: 404, text: 'groupId: expected a known group' };
  const name = `devices-${new Date(clock.now()).toISOString().slice(0, 10)}.${format}`;
  return {
    ok: true,
    value: {
      name,
      type: INVENTORY_TYPES[format],
      bytes: null,
      body: inventoryExport(format, { ...fields, within: group?.members }),
    },
  };
}

function refuse(res: ServerResponse, { status, text, headers }: Refusal): void {
  const type = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
  res.writeHead(status, { ...type, ...headers }).end(`${text}\n`);
}
