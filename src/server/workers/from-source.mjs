// The entry of a worker thread where the server runs from its sources (development, tests): a thread does not inherit the
// loader that lets its parent read TypeScript.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
