const HOUR = 3600;
const DAY = 86_400;
const WEEK = 7 * DAY;
const two = (value: number) => String(Math.floor(value)).padStart(2, '0');

/** Junos ages: '00:12:33', '2d 03:12:45', '3w2d 03:12:45'. */
export function junosAge(seconds: number): string {
  const clock = `${two((seconds % DAY) / HOUR)}:${two((seconds % HOUR) / 60)}:${two(seconds % 60)}`;
  if (seconds < DAY) return clock;
  if (seconds < WEEK) return `${Math.floor(seconds / DAY)}d ${clock}`;
  return `${Math.floor(seconds / WEEK)}w${Math.floor((seconds % WEEK) / DAY)}d ${clock}`;
}
