/** ASCII and nothing that a shell, a header or a file system reads in a way of its own. */
export function fileStem(text: string, otherwise: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .slice(0, 80)
    .replace(/^[-.]+|[-.]+$/g, '');
  return plain === '' ? otherwise : plain;
}

// Names that Windows keeps for devices, with any ending (Microsoft, "Naming Files, Paths, and Namespaces").
const RESERVED = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

/**
 * One step of a path in an archive: letters and digits of any script stay, separators, dots at the ends and reserved
 * names do not, so that unpacking writes where it was told to and nowhere else.
 */
export function entryName(text: string, otherwise: string): string {
  const name = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._+ -]+/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 100);
  if (name === '') return otherwise;
  return RESERVED.test(name) ? `_${name}` : name;
}

/** Gives each path once: file systems that know no case would let one file write over the other. */
export function uniquePaths(): (folder: string, name: string, ending: string) => string {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  return (folder, name, ending) => {
    const wanted = `${folder}/${name}`;
    for (let n = next.get(wanted.toLowerCase()) ?? 1; ; n += 1) {
      const path = `${wanted}${n === 1 ? '' : `~${n}`}${ending}`;
      if (taken.has(path.toLowerCase())) continue;
      taken.add(path.toLowerCase());
      next.set(wanted.toLowerCase(), n + 1);
      return path;
    }
  };
}
