import { type Auth, createAuth } from '@/server/auth/better-auth';
import { createThrottle } from '@/server/auth/throttle';
import { authClient } from '@/server/db/auth-client';
import type { TempDatabase } from './temp-database';

/** Accounts and sessions over a database of a test. */
export function testAuth({ db }: TempDatabase): Auth {
  const throttle = createThrottle({ maxFailures: 10, windowMs: 60_000 });
  return createAuth({
    client: authClient(db),
    secret: new Uint8Array(32).fill(7),
    publicUrl: 'http://localhost:3000',
    trustedOrigins: [],
    perAccount: throttle,
    perAddress: throttle,
    log: { warn: () => {}, error: () => {} },
  });
}
