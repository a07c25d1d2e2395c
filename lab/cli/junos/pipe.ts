import { type Reply, text } from '../dialect';

/** One of Junos's filters behind a pipe; undefined when there is no such filter here, `display json` among them. */
function filterOnce(output: string, filter: string): string | undefined {
  const [word = '', ...rest] = filter.trim().split(/\s+/);
  const pattern = rest.join(' ').replace(/^"(.*)"$/, '$1');
  const rows = output.replace(/\n$/, '').split('\n');
  const joined = (kept: string[]) => kept.map((row) => `${row}\n`).join('');
  switch (word) {
    case 'no-more':
      return output;
    case 'count':
      return `Count: ${rows.length} lines\n`;
    case 'match':
      return joined(rows.filter((row) => row.toLowerCase().includes(pattern.toLowerCase())));
    case 'except':
      return joined(rows.filter((row) => !row.toLowerCase().includes(pattern.toLowerCase())));
    default:
      return undefined;
  }
}

/** Sends an output through filters in turn. `no-more` shows it without pages. */
export function filterJunos(output: string, filters: readonly string[]): Reply | undefined {
  let left = output;
  for (const filter of filters) {
    const next = filterOnce(left, filter);
    if (next === undefined) return undefined;
    left = next;
  }
  const unpaged = filters.some((filter) => filter.trim() === 'no-more');
  return { ...text(left), ...(unpaged && { unpaged }) };
}
