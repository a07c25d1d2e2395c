import type { AreaZeroClient, JobEnd, JobEvent } from 'areazero/client';
import { changedDevices, type DeviceChange } from './compare.js';

export interface CheckInput {
  readonly client: AreaZeroClient;
  readonly country: string | null;
  /** The same key is the same check, however often it is asked for. */
  readonly key: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Runs one check and says what changed since the one before; true where something did. */
export async function check({ client, country, key, say, signal }: CheckInput): Promise<boolean> {
  const title = `Nightly neighbor check ${country ?? 'of all devices'}`;
  const { jobId, totalDevices } = await client.jobs.create.mutate({
    title,
    filter: country === null ? { all: true } : { country },
    commands: ['@ospf-neighbors'],
    idempotencyKey: `${title} ${key}`,
  });
  say(`${title}: job ${jobId}, ${totalDevices} devices`);
  const end = await client.follow(jobId, progressIn(say), { signal });
  if (end.state !== 'completed') throw new Error(`the job is ${end.state}${end.reason ? `: ${end.reason}` : ''}`);
  say(summary(end));

  const before = await previousRun(client, title, jobId);
  if (before === null) {
    say('The first check: there is nothing to compare it with.');
    return false;
  }
  let changed = 0;
  for await (const change of changedDevices(client, before, jobId)) {
    changed += 1;
    for (const line of inLines(change)) say(line);
  }
  say(changed === 0 ? `Nothing changed since job ${before}.` : `${changed} devices changed since job ${before}.`);
  return changed > 0;
}

/** The newest completed check of that title that was made before this one. */
async function previousRun(client: AreaZeroClient, title: string, jobId: string): Promise<string | null> {
  let cursor: string | null = null;
  let isOlder = false;
  do {
    const page = await client.jobs.list.query({ search: title, state: 'completed', cursor });
    for (const job of page.items) {
      if (isOlder && job.title === title && job.outcome !== 'failed') return job.jobId;
      isOlder ||= job.jobId === jobId;
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return null;
}

/** A line for each tenth of the way. */
function progressIn(say: (line: string) => void): (event: JobEvent) => void {
  let tenths = 0;
  return (event) => {
    if (event.type !== 'job.progress' || Math.floor(event.percent / 10) <= tenths) return;
    tenths = Math.floor(event.percent / 10);
    say(`  ${event.percent} %`);
  };
}

function summary({ counts: { total, completed } }: JobEnd): string {
  return completed === total ? `All ${total} devices answered.` : `${completed} of ${total} devices answered.`;
}

const inLines = ({ device, country, changes }: DeviceChange) =>
  changes.map((change) => `${device} (${country}): ${change}`);
