import { type Command, Option } from 'commander';
import { DEVICE_PLATFORMS } from '@/domain/device';
import { FAILURE_KINDS } from '@/domain/failure';
import { type Action, examples } from '../action';
import { type GlobalOptions, withPortal } from '../context';
import { printJson } from '../json';
import { wholeNumber } from '../option-values';
import type { RetryInput } from '../portal';
import { type JobInputOptions, jobInputFrom, withJobInput } from './job-input';
import { JOB_ARGUMENT, jobIdOf } from './job-name';
import { printPlan } from './plan';
import { createJob, prepared, type StartOptions, started, startOnce, withOutputDir } from './run';
import { withoutAbsent } from './selection';

interface RunOptions extends GlobalOptions, JobInputOptions, StartOptions {
  readonly planHash?: string;
  readonly idempotencyKey?: string;
  readonly confirmDevices?: number;
}

type RetryOptions = GlobalOptions & StartOptions & Omit<RetryInput, 'jobId'>;

const CONFIRM = [
  '--confirm-devices <n>',
  'how many devices you mean to change; needed when a command may change them',
] as const;

export function addStartCommands(jobs: Command, action: Action): void {
  withJobInput(jobs.command('plan').description('show what a job would do: devices, batches, exact lines, how long'))
    .addHelpText(
      'after',
      examples(
        'areazero jobs plan --country DE --command "show ip ospf neighbor"',
        'areazero jobs plan --all --command @ospf-neighbors --batch-size 20 --json',
      ),
    )
    .action(
      action((ctx, _, options: GlobalOptions & JobInputOptions) =>
        withPortal(ctx, options, async (portal) => {
          const plan = await portal.client.jobs.plan.query(await jobInputFrom(portal, options));
          if (options.json) printJson(ctx, plan);
          else printPlan(ctx, plan);
          return 'ok';
        }),
      ),
    );

  withStart(withJobInput(jobs.command('run').description('start a job; print its id, or follow it to its end')))
    .option('--plan-hash <hash>', 'of a plan that was looked at: start nothing when it would be another by now')
    .addHelpText(
      'after',
      examples(
        'areazero jobs run --country DE --command "show ip ospf neighbor" --follow',
        'areazero jobs run --all --command @ospf-neighbors --command @ospf-interfaces --follow --output-dir outputs',
        'areazero jobs run --tag core --command "clear ip ospf process" --confirm-devices 12 --canary 1 --follow',
      ),
    )
    .action(
      action((ctx, _, options: RunOptions) =>
        withPortal(ctx, options, async (portal) => {
          const { planHash, idempotencyKey, confirmDevices } = options;
          const asked = await jobInputFrom(portal, options);
          await prepared(options);
          const input = { ...asked, ...withoutAbsent({ planHash, idempotencyKey, confirmDevices }) };
          return started(ctx, portal, await createJob(portal, input), options);
        }),
      ),
    );

  withStart(
    jobs
      .command('retry')
      .description('a new job for devices of an ended one')
      .argument(...JOB_ARGUMENT),
  )
    .addOption(
      new Option('--scope <scope>', 'devices that failed, all that did not complete, or those of a batch that did not')
        .choices(['failed', 'unfinished', 'batch'])
        .default('failed'),
    )
    .option('--batch <n>', 'with --scope batch', wholeNumber(1))
    .addOption(new Option('--failure <kind>', 'only devices that failed for this cause').choices(FAILURE_KINDS))
    .addOption(new Option('--platform <platform>', 'only devices of this platform').choices(DEVICE_PLATFORMS))
    .option('--country <code>', 'only devices in this country')
    .addHelpText('after', examples('areazero jobs retry latest --scope unfinished --follow'))
    .action(
      action((ctx, [job], options: RetryOptions) =>
        withPortal(ctx, options, async (portal) => {
          const { scope, batch, failure, platform, country, confirmDevices, idempotencyKey: key } = options;
          await prepared(options);
          const jobId = await jobIdOf(portal, job!);
          const narrowed = withoutAbsent({ batch, failure, platform, country, confirmDevices });
          const created = await startOnce(key, (idempotencyKey) =>
            portal.client.jobs.retry.mutate({ jobId, scope, ...narrowed, idempotencyKey }),
          );
          return started(ctx, portal, created, options);
        }),
      ),
    );
}

const withStart = (command: Command): Command =>
  withOutputDir(command.option('--follow', 'stay until the job has ended'))
    .option(...CONFIRM, wholeNumber(0))
    .option('--idempotency-key <key>', 'of your choice: the same key starts the same job at most once');
