import type { Command } from 'commander';
import { type Action, examples } from '../action';
import { type GlobalOptions, withPortal } from '../context';
import { printJson } from '../json';
import { JOB_ARGUMENT, jobIdOf } from './job-name';

const VERBS = [
  { name: 'pause', procedure: 'pause', description: 'start no further device; running ones finish' },
  { name: 'resume', procedure: 'resume', description: 'let a paused job go on' },
  { name: 'cancel', procedure: 'cancel', description: 'start no further device, and end running sessions' },
  {
    name: 'stop-after-batch',
    procedure: 'stopAfterBatch',
    description: 'let the devices of this batch finish, skip the rest',
  },
] as const;

export function addControlCommands(jobs: Command, action: Action): void {
  for (const { name, procedure, description } of VERBS) {
    jobs
      .command(name)
      .description(description)
      .argument(...JOB_ARGUMENT)
      .addHelpText('after', examples(`areazero jobs ${name} latest`))
      .action(
        action((ctx, [job], { json, ...options }: GlobalOptions) =>
          withPortal(ctx, options, async (portal) => {
            const answer = await portal.client.jobs[procedure].mutate({ jobId: await jobIdOf(portal, job!) });
            if (json) printJson(ctx, answer);
            else ctx.out.row([answer.jobId, answer.state]);
            return 'ok';
          }),
        ),
      );
  }
}
