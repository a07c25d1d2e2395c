'use client';
import { History, Pause, Play, RotateCcw } from 'lucide-react';
import { use, useLayoutEffect, useSyncExternalStore } from 'react';
import { formatClock, formatElapsed, formatExact } from '@/domain/format';
import { replayStepMs } from '@/domain/replay';
import { Button } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select';
import { Slider } from '../ui/slider';
import { showTabTitle } from './browser-tab';
import { useLiveJob } from './progress-context';
import { ReplayContext } from './replay-context';
import { momentParam, REPLAY_SPEEDS } from './replay-moment';
import type { ReplayStore } from './replay-store';
import { useMomentParam } from './use-replay';

/** Says that the page shows a past moment, and moves through them. */
export function ReplayBar({ problem }: { problem: string | null }) {
  const replay = use(ReplayContext);
  return replay && <Controls replay={replay} problem={problem} />;
}

function Controls({ replay, problem }: { replay: ReplayStore; problem: string | null }) {
  const { position, playing, speed, loaded } = useSyncExternalStore(replay.subscribe, replay.state, replay.state);
  const [, setMoment] = useMomentParam();
  const { start, end } = replay.span;
  const length = end - start;
  const step = replayStepMs(replay.span);
  /** The address follows where somebody stops, not every step in between. */
  const stay = (at: number) => void setMoment(momentParam(Math.min(at, length)), { history: 'replace' });
  const title = useLiveJob(({ head }) => head.title);
  useLayoutEffect(() => showTabTitle(`Replay · ${title}`), [title]);
  return (
    <section
      aria-label="Replay"
      data-testid="replay-bar"
      data-position={Math.round(position)}
      data-loaded={loaded >= length}
      className="sticky top-(--page-top) z-20 grid gap-1 rounded-lg border border-state-paused-fill bg-card px-4 py-2"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="flex flex-wrap items-center gap-x-2 tabular-nums">
          <History aria-hidden className="size-4 text-state-paused" />
          <span className="font-medium">Replay</span>
          <span>
            {formatElapsed(position)} <span className="text-muted-foreground">of {formatElapsed(length)}</span>
          </span>
          <time
            dateTime={new Date(start + position).toISOString()}
            title={formatExact(start + position)}
            className="text-muted-foreground"
          >
            {formatClock(start + position)}
          </time>
          {loaded < position && !problem && <span className="text-muted-foreground">loading the history</span>}
          {problem && <span className="text-state-failed">The history could not be loaded: {problem}</span>}
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <CopyButton
            text={() => linkTo(replay.state().position)}
            label="Copy a link to this moment"
            word="Copy link"
          />
          <Button variant="primary" onClick={() => void setMoment(null)}>
            <RotateCcw /> Back to now
          </Button>
        </div>
      </div>
      <div className="flex items-center gap-3">
        <Button
          size="icon"
          aria-label={playing ? 'Pause the replay' : 'Play'}
          onClick={() => {
            replay.play(!playing);
            stay(replay.state().position);
          }}
        >
          {playing ? <Pause /> : <Play />}
        </Button>
        <Select
          value={String(speed)}
          onValueChange={(value) => replay.setSpeed(REPLAY_SPEEDS.find((one) => String(one) === value) ?? 1)}
        >
          <SelectTrigger aria-label="Speed of the replay" className="w-20 shrink-0">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {REPLAY_SPEEDS.map((one) => (
              <SelectItem key={one} value={String(one)}>
                {one}×
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
        <Slider
          aria-label="Moment of the job, in seconds"
          min={0}
          // In whole steps: the last one would else stop short of the end.
          max={Math.ceil(length / step) * step}
          step={step}
          value={[position]}
          onValueChange={([to]) => to !== undefined && replay.seek(to)}
          // A key's step is committed before it is made: the store still has the moment before it.
          onValueCommit={([to]) => to !== undefined && stay(to)}
        />
      </div>
    </section>
  );
}

function linkTo(position: number): string {
  const link = new URL(window.location.href);
  link.searchParams.set('at', momentParam(position));
  return link.toString();
}
