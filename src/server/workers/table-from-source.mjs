// As from-source.mjs, for the thread that reads a file.
import { register } from 'tsx/esm/api';

register();
await import('./table-worker.ts');
