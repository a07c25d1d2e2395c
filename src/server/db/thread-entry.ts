/** Where a thread of the database begins: its plain JavaScript here, or what was built of it, beside the built server. */
export const threadEntry = (name: 'reading-thread' | 'checkpoint-thread'): URL =>
  new URL(`./${name}.${import.meta.url.endsWith('.ts') ? 'mjs' : 'js'}`, import.meta.url);
