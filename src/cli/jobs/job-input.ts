import { type Command, InvalidArgumentError, Option } from 'commander';
import { MAX_RETRIES, ORDERS, PRIORITIES } from '@/domain/job-options';
import { usage } from '../exit-codes';
import { duration, many, positiveNumber, wholeNumber } from '../option-values';
import type { JobInput, Portal } from '../portal';
import { type SelectionOptions, selectionFrom, withoutAbsent, withSelection } from './selection';

type Canary = NonNullable<JobInput['canary']>;

export interface JobInputOptions extends SelectionOptions {
  readonly command: readonly string[];
  readonly title?: string;
  readonly batchSize?: number;
  readonly devicesPerHour?: number;
  readonly rolling?: true;
  readonly order?: JobInput['order'];
  readonly priority?: JobInput['priority'];
  readonly deadline?: number;
  readonly retries?: number;
  readonly canary?: Pick<Canary, 'size' | 'perPlatformAndCountry'>;
  readonly canaryAfter?: Canary['after'];
  readonly stopFailedDevices?: number;
  readonly stopFailedPercent?: number;
  readonly stopFailuresInRow?: number;
  readonly stopCommandRefusals?: number;
}

const PER_KIND = 'per-platform-and-country';

function canary(text: string): JobInputOptions['canary'] {
  if (text === PER_KIND) return { perPlatformAndCountry: true };
  if (/^[1-9]\d*$/.test(text)) return { size: Number(text) };
  throw new InvalidArgumentError(`Expected a number of devices, or ${PER_KIND}.`);
}

/** What `jobs plan` and `jobs run` have in common. */
export const withJobInput = (command: Command): Command =>
  withSelection(command)
    .requiredOption(
      '--command <line or @name>',
      'what to ask, in order: a line as it is, or a catalogue command; repeatable',
      many,
    )
    .option('--title <text>', 'how the job is called')
    .option('--batch-size <n>', 'devices at a time; 0 is all at once (default: 10)', wholeNumber(0))
    .option('--devices-per-hour <n>', 'not faster than this', positiveNumber)
    .option('--rolling', 'fill a free place at once instead of waiting for the end of the batch')
    .addOption(new Option('--order <order>', 'who starts first').choices(ORDERS))
    .addOption(new Option('--priority <priority>', 'between jobs').choices(PRIORITIES))
    .option('--deadline <duration>', 'end the job when it is not done by then, as in 90s, 30m, 2h', duration)
    .option(
      '--retries <n>',
      'automatic retries of a device while only read-only lines were sent',
      wholeNumber(0, MAX_RETRIES),
    )
    .option('--canary <n>', `devices that must complete before any other starts, or ${PER_KIND}`, canary)
    .addOption(new Option('--canary-after <what>', 'when the canary passed').choices(['continue', 'wait']))
    .option('--stop-failed-devices <n>', 'end the job at so many failed devices', wholeNumber(1))
    .option('--stop-failed-percent <n>', 'end the job at this share of failed devices', positiveNumber)
    .option('--stop-failures-in-row <n>', 'end the job at so many failures one after the other', wholeNumber(1))
    .option('--stop-command-refusals <n>', 'end the job at so many refused commands', wholeNumber(1));

/** The input of `jobs.plan` and `jobs.create`; what the portal has a default for is left to it. */
export async function jobInputFrom(portal: Portal, options: JobInputOptions): Promise<JobInput> {
  if (options.canaryAfter && !options.canary) throw usage('--canary-after: expected --canary beside it');
  const stopRules = withoutAbsent({
    failedDevices: options.stopFailedDevices,
    failedPercent: options.stopFailedPercent,
    failuresInRow: options.stopFailuresInRow,
    commandRefusals: options.stopCommandRefusals,
  });
  return {
    ...(await selectionFrom(portal, options)),
    commands: [...options.command],
    ...withoutAbsent({
      title: options.title,
      batchSize: options.batchSize,
      devicesPerHour: options.devicesPerHour,
      strategy: options.rolling && ('rolling' as const),
      order: options.order,
      priority: options.priority,
      deadlineMs: options.deadline,
      retries: options.retries,
      canary: options.canary && withoutAbsent({ ...options.canary, after: options.canaryAfter }),
      stopRules: Object.keys(stopRules).length > 0 ? stopRules : undefined,
    }),
  };
}
