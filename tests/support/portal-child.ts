// The portal without pages, in a process of its own that tests may kill: node --import tsx portal-child.ts, configured by
// its environment. Says `ready` to its parent when it listens.
import { loadEnv } from '@/server/env';
import { createLog } from '@/server/log';
import { createPortal } from '@/server/runtime';

const portal = await createPortal(loadEnv(process.env), { log: createLog('error') });
process.send?.('ready');
process.on('SIGTERM', () => void portal.close(1_000).then(() => process.exit(0)));
