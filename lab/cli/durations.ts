const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const WEEK = 7 * DAY;
const YEAR = 365 * DAY;

const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
const whole = (value: number) => String(Math.floor(value));

/** Seconds -> '01:02:03'. */
export function clockTime(seconds: number): string {
  return `${two(seconds / HOUR)}:${two((seconds % HOUR) / MINUTE)}:${two(seconds % MINUTE)}`;
}

/** IOS uptimes: '00:12:33', '2d03h', '3w2d', '1y3w'. */
export function iosUptime(seconds: number): string {
  if (seconds < DAY) return clockTime(seconds);
  if (seconds < WEEK) return `${whole(seconds / DAY)}d${two((seconds % DAY) / HOUR)}h`;
  if (seconds < YEAR) return `${whole(seconds / WEEK)}w${whole((seconds % WEEK) / DAY)}d`;
  return `${whole(seconds / YEAR)}y${whole((seconds % YEAR) / WEEK)}w`;
}

/** FRR route ages: '00:12:33', '02d03h12m', '03w2d05h' (seen from zebra 8.4). */
export function frrRouteAge(seconds: number): string {
  if (seconds < DAY) return clockTime(seconds);
  if (seconds < WEEK) {
    return `${two(seconds / DAY)}d${two((seconds % DAY) / HOUR)}h${two((seconds % HOUR) / MINUTE)}m`;
  }
  return `${two(seconds / WEEK)}w${whole((seconds % WEEK) / DAY)}d${two((seconds % DAY) / HOUR)}h`;
}

/** FRR timers: '3.963s', '3m14s', '2h03m04s', '1d02h03m', '1w2d03h' (seen from ospfd 8.4). */
export function frrTimer(ms: number): string {
  const seconds = ms / 1000;
  if (seconds >= WEEK) {
    return `${whole(seconds / WEEK)}w${whole((seconds % WEEK) / DAY)}d${two((seconds % DAY) / HOUR)}h`;
  }
  if (seconds >= DAY) {
    return `${whole(seconds / DAY)}d${two((seconds % DAY) / HOUR)}h${two((seconds % HOUR) / MINUTE)}m`;
  }
  if (seconds >= HOUR) {
    return `${whole(seconds / HOUR)}h${two((seconds % HOUR) / MINUTE)}m${two(seconds % MINUTE)}s`;
  }
  if (seconds >= MINUTE) return `${whole(seconds / MINUTE)}m${two(seconds % MINUTE)}s`;
  return `${seconds.toFixed(3)}s`;
}

const UNITS = [
  ['week', WEEK],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
] as const;

/** '3 weeks, 2 days, 1 hour, 12 minutes', as IOS and IOS XR count an uptime. */
export function uptimeWords(seconds: number): string {
  let left = seconds;
  const words: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) words.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
  }
  return words.join(', ');
}

/** EOS adjacency ages: '001:02:03:04' for days, hours, minutes, seconds. */
export function eosAge(seconds: number): string {
  return `${whole(seconds / DAY).padStart(3, '0')}:${clockTime(seconds % DAY)}`;
}
