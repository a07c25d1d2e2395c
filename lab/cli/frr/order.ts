/** FRR walks its interfaces by name with numbers compared as numbers: eth2 before eth10, lo after all of them. */
export function inNameOrder<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  const collator = new Intl.Collator('en', { numeric: true });
  return [...items].sort((a, b) => collator.compare(nameOf(a), nameOf(b)));
}
