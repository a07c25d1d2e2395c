// Run by tests/server/db/database-lock.test.ts: holds the lock on a database and says so, until it is killed.
import { lockDatabase } from '@/server/db/database-lock';

await lockDatabase(process.argv[2]!);
process.stdout.write('held\n');
setInterval(() => {}, 60_000);
