/** What may be downloaded, and under which paths: pages and other services build them, the server takes them apart. */
export const JOB_DOWNLOADS = ['zip', 'csv', 'json'] as const;
export type JobDownload = (typeof JOB_DOWNLOADS)[number];

export const INVENTORY_DOWNLOADS = ['csv', 'xlsx'] as const;
export type InventoryDownload = (typeof INVENTORY_DOWNLOADS)[number];

export type Download =
  /** Everything of a job. */
  | { readonly jobId: string; readonly of: 'job'; readonly format: JobDownload }
  /** All that one device answered, as text. */
  | { readonly jobId: string; readonly of: 'device'; readonly deviceId: string }
  /** The bytes of one answer, as the router sent them. `index` counts from 0. */
  | { readonly jobId: string; readonly of: 'command'; readonly deviceId: string; readonly index: number }
  /** The inventory, whole or filtered. */
  | { readonly of: 'inventory'; readonly format: InventoryDownload };

export type JobFile = Exclude<Download, { of: 'inventory' }>;

const JOB_PREFIX = '/api/jobs/';
const INVENTORY_PREFIX = '/api/devices/export.';

/** Whether a path belongs to a download, good or bad. */
export const isDownloadPath = (path: string): boolean =>
  path.startsWith(JOB_PREFIX) || path.startsWith(INVENTORY_PREFIX);

/** `/api/devices/export.csv`, `/api/jobs/<job>/output.zip`, `…/devices/<device>/output.txt`, `…/devices/<device>/commands/<index>/output.bin`. */
export function downloadPath(download: Download): string {
  if (download.of === 'inventory') return `${INVENTORY_PREFIX}${download.format}`;
  const job = `${JOB_PREFIX}${encodeURIComponent(download.jobId)}`;
  if (download.of === 'job') return `${job}/output.${download.format}`;
  const device = `${job}/devices/${encodeURIComponent(download.deviceId)}`;
  return download.of === 'device' ? `${device}/output.txt` : `${device}/commands/${download.index}/output.bin`;
}

const ID = /^[A-Za-z0-9_-]{1,64}$/;
const FORMS = [
  /^\/api\/jobs\/([^/]+)\/output\.(zip|csv|json)$/,
  /^\/api\/jobs\/([^/]+)\/devices\/([^/]+)\/output\.txt$/,
  /^\/api\/jobs\/([^/]+)\/devices\/([^/]+)\/commands\/([^/]+)\/output\.bin$/,
] as const;

export type ParsedDownload =
  | { readonly ok: true; readonly download: Download }
  | { readonly ok: false; readonly reason: 'no_such_path' }
  | { readonly ok: false; readonly reason: 'invalid'; readonly message: string };

/** `path` is decoded nowhere else: an id of ours has no character that is encoded. */
export function parseDownloadPath(path: string): ParsedDownload {
  const inventory = INVENTORY_DOWNLOADS.find((format) => path === `${INVENTORY_PREFIX}${format}`);
  if (inventory) return { ok: true, download: { of: 'inventory', format: inventory } };
  const [job, device, command] = FORMS.map((form) => form.exec(path));
  const found = job ?? device ?? command;
  if (!found) return { ok: false, reason: 'no_such_path' };
  const [, jobId = '', second = '', third = ''] = found;
  if (!ID.test(jobId)) return invalid('jobId', 'an id of letters and digits');
  if (job) return { ok: true, download: { jobId, of: 'job', format: second as JobDownload } };
  if (!ID.test(second)) return invalid('deviceId', 'an id of letters and digits');
  if (device) return { ok: true, download: { jobId, of: 'device', deviceId: second } };
  if (!/^(0|[1-9]\d{0,3})$/.test(third)) return invalid('index', 'the number of a command, from 0');
  return { ok: true, download: { jobId, of: 'command', deviceId: second, index: Number(third) } };
}

const invalid = (field: string, expected: string) =>
  ({ ok: false, reason: 'invalid', message: `${field}: expected ${expected}` }) as const;
