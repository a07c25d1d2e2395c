import { expect, it } from 'vitest';
import { EVERYDAY_COMMANDS } from '../../support/everyday-commands';
import { jobEnd, startFleet } from '../../support/fleet';

it('a job leaves one wide event at its end, tied to the request that began it', async () => {
  const fleet = await startFleet({ size: 3, seed: 5, addressBase: '127.210.0.1' });
  const { portal } = fleet;
  const { jobId } = await portal.admin.jobs.create.mutate({
    filter: { all: true },
    commands: [...EVERYDAY_COMMANDS],
    batchSize: 2,
  });
  await jobEnd(fleet, jobId);
  const job = await portal.admin.jobs.get.query({ jobId });
  await fleet.close();
  const lines: Record<string, unknown>[] = portal
    .logs()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

  const ends = lines.filter((line) => line.jobId === jobId && line.msg === 'Job ended');
  expect(ends).toHaveLength(1);
  expect(ends[0]).toMatchObject({
    level: 'info',
    createdBy: portal.adminEmail,
    state: 'completed',
    outcome: job.outcome,
    devices: 3,
    completed: job.counts.completed,
    failed: job.counts.failed,
    commands: EVERYDAY_COMMANDS.length,
    batches: 2,
    durationMs: Date.parse(job.endedAt!) - Date.parse(job.startedAt!),
  });
  expect(lines.filter((line) => line.jobId === jobId && line.msg === 'Job started')).toHaveLength(1);
  const began = lines.filter(({ calls }) => JSON.stringify(calls ?? []).includes(`"subject":"${jobId}"`));
  expect(began).toMatchObject([{ msg: 'request', calls: [{ path: 'jobs.create', code: 'OK' }] }]);
  expect(began[0]!.requestId).toBeTruthy();
});
