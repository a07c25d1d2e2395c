import { type Command, Option } from 'commander';
import { JOB_STATES } from '@/domain/job';
import { type Action, examples } from '../action';
import { type GlobalOptions, withPortal } from '../context';
import { printJson } from '../json';
import { limit, wholeNumber } from '../option-values';
import { JOB_ARGUMENT, jobIdOf } from './job-name';
import { type JobListOptions, listJobs } from './list';
import { OUTPUT_FORMATS, type OutputOptions, writeOutput } from './output';
import { followed, withOutputDir } from './run';
import { printJob } from './show';

interface FollowOptions extends GlobalOptions {
  readonly follow?: boolean;
  readonly outputDir?: string;
}

export function addReadCommands(jobs: Command, action: Action): void {
  jobs
    .command('list')
    .description('list jobs, newest first')
    .addOption(new Option('--state <state>', 'in this state').choices(JOB_STATES))
    .option('--search <text>', 'with this in the title')
    .option('--limit <n>', 'so many, or all', limit, 20)
    .addHelpText('after', examples('areazero jobs list --state running', 'areazero jobs list --limit all --json'))
    .action(action((ctx, _, options: JobListOptions) => listJobs(ctx, options)));

  jobs
    .command('show')
    .description('show a job as it stands')
    .argument(...JOB_ARGUMENT)
    .option('--follow', 'go on showing it until it has ended')
    .addHelpText('after', examples('areazero jobs show latest', 'areazero jobs show latest --json | jq .percent'))
    .action(
      action((ctx, [job], { json, follow, ...options }: FollowOptions) =>
        withPortal(ctx, options, async (portal) => {
          const view = await portal.client.jobs.get.query({ jobId: await jobIdOf(portal, job!) });
          if (follow) return followed(ctx, portal, view.jobId, { json });
          if (json) printJson(ctx, view);
          else await printJob(ctx, portal, view);
          return 'ok';
        }),
      ),
    );

  withOutputDir(
    jobs
      .command('follow')
      .description('follow a job to its end: live on a terminal, in lines elsewhere, every event with --json')
      .argument(...JOB_ARGUMENT),
  )
    .addHelpText('after', examples('areazero jobs follow latest', 'areazero jobs follow latest --json > events.jsonl'))
    .action(
      action((ctx, [job], { json, outputDir, ...options }: FollowOptions) =>
        withPortal(ctx, options, async (portal) => {
          const { jobId } = await portal.client.jobs.get.query({ jobId: await jobIdOf(portal, job!) });
          return followed(ctx, portal, jobId, { json, outputDir });
        }),
      ),
    );

  jobs
    .command('output')
    .description('what routers answered: of a whole job, or of one of its devices; also while it runs')
    .argument(...JOB_ARGUMENT)
    .argument('[device]', 'a device of the job, by name or id')
    .addOption(new Option('--format <format>', 'of what is written').choices(OUTPUT_FORMATS).default('text'))
    .option('--raw', 'the bytes of a device as it sent them; to a file or a pipe')
    .option('--command <n>', 'with --raw: of this command alone, counted from 1', wholeNumber(1))
    .option('-o, --output <file>', 'write to this file, all of it or nothing')
    .addHelpText(
      'after',
      examples(
        'areazero jobs output latest de-fra-pe1',
        'areazero jobs output latest --format zip -o outputs.zip',
        'areazero jobs output latest de-fra-pe1 --raw --command 1 > neighbors.txt',
      ),
    )
    .action(
      action((ctx, [job, device], { json, ...options }: GlobalOptions & OutputOptions) =>
        withPortal(ctx, options, async (portal) => {
          const format = json ? 'json' : options.format;
          await writeOutput(ctx, portal, await jobIdOf(portal, job!), device, { ...options, format });
          return 'ok';
        }),
      ),
    );
}
