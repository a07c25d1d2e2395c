/** `;` between tags; without any, spaces. So one tag that has a space in it is written with a `;` after it. */
export function joinTags(tags: readonly string[]): string {
  const joined = tags.join(';');
  return tags.length === 1 && /\s/.test(joined) ? `${joined};` : joined;
}

export function splitTags(cell: string): string[] {
  const tags = cell.includes(';') ? cell.split(';') : cell.split(/\s+/);
  return tags.map((tag) => tag.trim()).filter((tag) => tag !== '');
}
