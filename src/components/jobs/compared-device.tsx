'use client';
import { ChevronRight, CircleCheck, CircleHelp, CircleMinus, EqualNot, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { formatExact } from '@/domain/format';
import { cn } from '../ui/cn';
import { CountryCode } from '../ui/country';
import { AnswerDiff, type AnswerSide } from './answer-diff';
import type { Comparison } from './comparison';
import { useCompareParams } from './use-compare-params';

type Device = Comparison['items'][number];
type Command = Comparison['commands'][number];

const DEVICE_VERDICTS = {
  different: { icon: EqualNot, text: 'text-state-paused', word: 'differs' },
  same: { icon: CircleCheck, text: 'text-state-completed', word: 'the same' },
  missing_in_a: { icon: CircleMinus, text: 'text-state-dim', word: 'only in the second run' },
  missing_in_b: { icon: CircleMinus, text: 'text-state-dim', word: 'only in the first run' },
  unanswered: { icon: CircleHelp, text: 'text-state-dim', word: 'no answer in either run' },
} satisfies Record<Device['verdict'], { icon: LucideIcon; text: string; word: string }>;

const COMMAND_WORDS = {
  same: 'the same',
  different: 'differs',
  only_a: 'answered in the first run only',
  only_b: 'answered in the second run only',
  neither: 'no answer in either run',
} satisfies Record<Device['commands'][number], string>;

/** One device of two runs; opened, each command side by side. */
export function ComparedDevice({ device, data }: { device: Device; data: Comparison }) {
  const [{ command }] = useCompareParams();
  const [open, setOpen] = useState(false);
  const shown = data.commands.flatMap((entry, at) =>
    command === null || command === entry.line ? [{ entry, verdict: device.commands[at]! }] : [],
  );
  const verdicts = new Set(device.commands);
  const { icon: Icon, text, word } = DEVICE_VERDICTS[device.verdict];
  const oneSided = device.verdict === 'different' ? oneSidedWords(verdicts) : null;
  const differing = shown.filter(({ verdict }) => verdict !== 'same' && verdict !== 'neither');
  return (
    <li data-testid="compared-device" data-device={device.deviceName} data-verdict={device.verdict}>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="grid min-h-8 w-full grid-cols-[1rem_minmax(6rem,14rem)_1.5rem_minmax(0,1fr)] items-center gap-x-3 px-4 py-1 text-left text-xs hover:bg-muted/60 focus-visible:outline-offset-[-2px] max-sm:min-h-11 max-sm:grid-cols-[1rem_minmax(0,1fr)_1.5rem_auto]"
      >
        <ChevronRight aria-hidden className={cn('size-3.5 transition-transform', open && 'rotate-90')} />
        <span className="truncate font-medium">{device.deviceName}</span>
        <CountryCode code={device.country} />
        <span className="flex min-w-0 items-center gap-2">
          <Icon aria-hidden className={cn('size-3.5 shrink-0', text)} />
          <span className={cn('shrink-0', text)}>{oneSided ?? word}</span>
          {device.verdict === 'different' && !oneSided && (
            <span className="truncate text-muted-foreground max-sm:hidden">
              {differing.map(({ entry }) => entry.title ?? entry.line).join(', ')}
            </span>
          )}
        </span>
      </button>
      {open && (
        <div className="grid gap-3 px-4 pt-1.5 pb-3">
          {(oneSided ? shown.slice(0, 1) : shown).map(({ entry, verdict }) => (
            <ComparedCommand key={`${entry.a} ${entry.b}`} {...{ device, data, entry, verdict }} />
          ))}
        </div>
      )}
    </li>
  );
}

/** Where one of the runs got nothing at all from the device, that is all there is to say. */
function oneSidedWords(verdicts: ReadonlySet<Device['commands'][number]>): string | null {
  if (verdicts.has('same') || verdicts.has('different')) return null;
  if (!verdicts.has('only_b')) return 'no answer in the second run';
  return verdicts.has('only_a') ? null : 'no answer in the first run';
}

interface ComparedCommandProps {
  device: Device;
  data: Comparison;
  entry: Command;
  verdict: Device['commands'][number];
}

function ComparedCommand({ device, data, entry, verdict }: ComparedCommandProps) {
  const side = (which: 'a' | 'b'): AnswerSide => ({
    jobId: data[which].jobId,
    deviceId: device.deviceId,
    deviceName: device.deviceName,
    platform: device.platform,
    command: entry[which],
    title: `${data[which].title}${data[which].startedAt ? `, ${formatExact(data[which].startedAt)}` : ''}`,
  });
  const single = verdict === 'only_a' ? 'a' : verdict === 'only_b' ? 'b' : null;
  return (
    <section className="grid min-w-0 gap-1.5 text-xs">
      <p className="flex flex-wrap gap-x-3">
        <span className={cn('font-medium', !entry.title && 'font-mono')}>{entry.title ?? entry.line}</span>
        <span className="text-muted-foreground">{COMMAND_WORDS[verdict]}</span>
        {single && (
          <Link href={`/jobs/${data[single].jobId}?device=${device.deviceId}`} className="text-link hover:underline">
            Open that answer
          </Link>
        )}
      </p>
      {verdict === 'different' && <AnswerDiff left={side('a')} right={side('b')} scope="runs" />}
    </section>
  );
}
