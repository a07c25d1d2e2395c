const RULE = '='.repeat(79);
const LINE = '-'.repeat(79);

/** A report as SR OS frames it: a title between double rules, column heads, rows, a count, a double rule. */
export function report(
  title: string,
  head: readonly string[],
  rows: readonly string[],
  foot: readonly string[],
): string {
  const top = ['', RULE, title, RULE, ...(head.length > 0 ? [...head, LINE] : [])];
  return `${[...top, ...rows, ...(foot.length > 0 ? [LINE, ...foot] : []), RULE].join('\n')}\n`;
}

export const INSTANCE = 'Rtr Base OSPFv2 Instance 0';

/** 'Area Id          : 0.0.0.0              Adv Router Id    : 10.0.0.1'. */
export function pair(left: string, leftValue: string, right: string, rightValue: string): string {
  return `${single(left, leftValue).padEnd(40)}${single(right, rightValue)}`;
}

export function single(name: string, value: string): string {
  return `${name.padEnd(16)} : ${value}`;
}

const two = (value: number) => String(Math.floor(value)).padStart(2, '0');

/** Ages of routes: '00h12m33s', '03d02h15m'. */
export function routeAge(seconds: number): string {
  if (seconds < 86_400) return `${two(seconds / 3600)}h${two((seconds % 3600) / 60)}m${two(seconds % 60)}s`;
  return `${two(seconds / 86_400)}d${two((seconds % 86_400) / 3600)}h${two((seconds % 3600) / 60)}m`;
}

/** '12d 03:04:05'. */
export function upTime(seconds: number): string {
  const clock = `${two((seconds % 86_400) / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
  return `${Math.floor(seconds / 86_400)}d ${clock}`;
}
