/**
 * Spreadsheets run a cell that begins with one of these as a formula (OWASP, "CSV Injection"). A quote before it makes
 * it text; cells that already look so get one more, so that reading always takes exactly one away.
 */
const FORMULA = /^'*[=+\-@\t\r]/;
const NEUTRALISED = /^'+[=+\-@\t\r]/;

export const neutralise = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);
export const restore = (cell: string): string => (NEUTRALISED.test(cell) ? cell.slice(1) : cell);

/** `;` between tags; without any, spaces. So one tag that has a space in it is written with a `;` after it. */
export function joinTags(tags: readonly string[]): string {
  const joined = tags.join(';');
  return tags.length === 1 && /\s/.test(joined) ? `${joined};` : joined;
}

export function splitTags(cell: string): string[] {
  const tags = cell.includes(';') ? cell.split(';') : cell.split(/\s+/);
  return tags.map((tag) => tag.trim()).filter((tag) => tag !== '');
}
