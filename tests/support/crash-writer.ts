// Run by crash.test.ts and backup.test.ts of tests/server/db: appends to a job of so many devices, more than it comes
// to, and tells each acknowledged `seq`, until it is killed.
import { initialProgress } from '@/domain/progress';
import { openDatabase } from '@/server/db/client';
import { createJobStore } from '@/server/db/job-store';
import { deviceRun, flushOf, jobStarts, samplePlan } from './sample-jobs';

const [url = '', jobId = '', devices = ''] = process.argv.slice(2);
const store = createJobStore(await openDatabase(url));
const plan = samplePlan(jobId, Number(devices));
await store.create(plan);
const progress = initialProgress(plan);
await store.append(flushOf(progress, jobStarts));
for (let device = 0; device < plan.devices.length; device += 5) {
  const runs = [0, 1, 2, 3, 4].flatMap((n) => deviceRun(`dev-${device + n}`, 'output '.repeat(300)));
  await store.append(flushOf(progress, runs));
  process.stdout.write(`${progress.seq}\n`);
}
