/** Made when it is first needed: each takes milliseconds, which a page that is just loading does not have. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const numbers = once(() => new Intl.NumberFormat('en-GB'));
const regions = once(() => new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' }));
const clock = once(() => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' }));
const shortClock = once(() => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }));
const exact = once(
  () =>
    new Intl.DateTimeFormat('en-GB', {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'short',
    }),
);
const day = once(() => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }));

/** `12,345`. */
export const formatNumber = (value: number): string => numbers().format(value);

/** `1 device`, `2,000 devices`. */
export const formatCount = (count: number, one: string, many = `${one}s`): string =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;

const pad = (value: number) => String(value).padStart(2, '0');

/** A measured duration: `40 ms`, `0.4 s`, `2.4 s`, `47 s`, `3:12`, `1:02:05`. */
export function formatDuration(ms: number): string {
  const value = Math.max(0, ms);
  if (value < 95) return `${Math.round(value)} ms`;
  if (value < 9_950) return `${(value / 1000).toFixed(1)} s`;
  return formatElapsed(Math.round(value / 1000) * 1000);
}

/** A running clock, without tenths: `4 s`, `3:12`, `1:02:05`. */
export function formatElapsed(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  if (seconds < 60) return `${seconds} s`;
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}

/** An estimate, no more exact than it is: `under 10 s`, `40 s`, `25 min`, `3 h 10 min`. */
export function formatEstimate(ms: number): string {
  if (ms < 10_000) return 'under 10 s';
  if (ms < 90_000) return `${Math.ceil(ms / 10_000) * 10} s`;
  const minutes = Math.ceil(ms / 60_000);
  if (minutes < 90) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** `68 of 412` to `16.5 %`: one decimal, and 100 only when all is done. */
export function formatPercent(done: number, total: number): string {
  if (total === 0) return '0 %';
  if (done === total) return '100 %';
  return `${(Math.floor((done * 1000) / total) / 10).toFixed(1)} %`;
}

/** Binary units, as routers and disks count: `812 B`, `1.4 KiB`, `10 MiB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kib = bytes / 1024;
  const [value, unit] = kib < 1024 ? [kib, 'KiB'] : [kib / 1024, 'MiB'];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

/** `Germany` for `DE`; the code itself where no name is known. */
export function countryName(code: string): string {
  try {
    return regions().of(code) ?? code;
  } catch {
    return code;
  }
}

/** `14:05:12`, in the reader's time zone. */
export const formatClock = (at: number | string): string => clock().format(new Date(at));
/** `14:05`. */
export const formatShortClock = (at: number | string): string => shortClock().format(new Date(at));
/** Everything, for a hover. */
export const formatExact = (at: number | string): string => exact().format(new Date(at));

/** `just now`, `40 s ago`, `3 min ago`, `5 h ago`, `yesterday`, `4 days ago`, `3 Nov`. */
export function formatAgo(at: number, now: number): string {
  const seconds = Math.floor((now - at) / 1000);
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  const days = Math.floor(seconds / 86_400);
  if (days === 1) return 'yesterday';
  return days < 7 ? `${days} days ago` : day().format(new Date(at));
}

/** A wait that runs down: `0:42`, `12:05`, `1:02:05`; never shorter than what is left. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}

/** Devices a minute: `22.4`, `1,204`. */
export const formatRate = (perMinute: number): string =>
  perMinute < 100 ? perMinute.toFixed(1) : formatNumber(Math.round(perMinute));

const RANGE_UNITS = [
  { below: 90_000, ms: 1000, one: 'second' },
  { below: 90 * 60_000, ms: 60_000, one: 'minute' },
  { below: Number.POSITIVE_INFINITY, ms: 3_600_000, one: 'hour' },
] as const;

/** Two durations in words, in the unit of the longer one: `2 to 3 minutes`, `about 1 minute`, `20 to 40 seconds`. */
export function formatRange(fromMs: number, toMs: number): string {
  const unit = RANGE_UNITS.find(({ below }) => toMs < below) ?? RANGE_UNITS[2];
  const [from, to] = [fromMs, toMs].map((ms) => Math.max(1, Math.round(ms / unit.ms))) as [number, number];
  return from === to ? `about ${formatCount(to, unit.one)}` : `${from} to ${formatCount(to, unit.one)}`;
}
