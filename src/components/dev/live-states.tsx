'use client';
import { useMemo, useState } from 'react';
import type { CommandRunState } from '@/domain/job';
import { CommandBlock } from '../jobs/command-block';
import { DiffView } from '../jobs/diff-view';
import type { CommandView } from '../jobs/output-store';
import { ProgressContext } from '../jobs/progress-context';
import { ReplayBar } from '../jobs/replay-bar';
import { ReplayContext } from '../jobs/replay-context';
import { createReplayStore } from '../jobs/replay-store';
import { RunningRow } from '../jobs/running-row';
import { WallTile } from '../jobs/wall-tile';
import { Card } from '../ui/card';
import { PickOne } from '../ui/pick-one';
import { SAMPLE_RUNNING, SAMPLE_TILES, SAMPLE_USUAL, sampleStore } from './sample-jobs';
import { StatesGroup } from './states-group';

const nothing = () => {};

/** What is on the page of a job while it runs: tiles, running devices, filters, answers, a replay. */
export function LiveStates() {
  const [store] = useState(() => sampleStore(nothing));
  return (
    <ProgressContext value={store}>
      <StatesGroup title="Tiles of the wall">
        {Object.entries(SAMPLE_TILES).map(([label, tile]) => (
          <div key={label} className="w-52 text-xs">
            {label}
            <WallTile
              tile={tile}
              dimension="country"
              selected={label === 'picked'}
              remainingMs={tile.queue > 0 ? 95_000 : null}
              onPick={nothing}
            />
          </div>
        ))}
      </StatesGroup>
      <StatesGroup title="Running devices">
        <Card className="w-full py-1">
          {SAMPLE_RUNNING.map((device) => (
            <RunningRow key={device.deviceId} device={device} usual={SAMPLE_USUAL} />
          ))}
        </Card>
      </StatesGroup>
      <StatesGroup title="Drop-downs with counts">
        <Picks />
      </StatesGroup>
      <StatesGroup title="Answers">
        <div className="grid w-full min-w-0 gap-2">
          {COMMANDS.map((command) => (
            <CommandBlock
              key={command.index}
              command={command}
              total={COMMANDS.length}
              planned={undefined}
              leftOut={command.state === 'skipped'}
              rawPath="/dev/states"
            />
          ))}
        </div>
      </StatesGroup>
      <StatesGroup title="Two answers side by side">
        <div className="w-full min-w-0">
          <DiffView left={side('router-1', 'FULL/DR')} right={side('router-2', 'EXSTART/BDR')} />
        </div>
      </StatesGroup>
      <StatesGroup title="Replay">
        <Replay problem={null} />
        <Replay problem="The server did not answer" />
      </StatesGroup>
    </ProgressContext>
  );
}

function Picks() {
  const [value, setValue] = useState<string | null>('site-3');
  const sites = Array.from({ length: 140 }, (_, at) => ({ value: `site-${at}`, label: `site-${at}`, count: 140 - at }));
  const props = { label: 'Site', any: 'Any site', value, picked: value, onPick: setValue, className: 'w-44' };
  return (
    <>
      <PickOne {...props} options={() => sites} />
      <PickOne {...props} options={() => sites.slice(0, 5)} />
      <PickOne {...props} value={null} options={() => []} />
    </>
  );
}

const ANSWERS = {
  pending: {},
  running: { output: 'Neighbor ID     Pri   State\n', bytes: 28 },
  completed: { output: 'Neighbor ID     Pri   State\n10.0.0.1          1   FULL/DR\n', bytes: 58, durationMs: 42 },
  failed: { failure: { kind: 'command_rejected', message: '% Invalid input detected' }, durationMs: 12 },
  skipped: {},
  unknown: { failure: { kind: 'connection_lost', detail: 'the router closed the session' } },
} satisfies Record<CommandRunState, Partial<CommandView>>;

const COMMANDS = Object.entries(ANSWERS).map(
  ([state, change], index): CommandView => ({
    index,
    command: 'show ip ospf neighbor',
    state: state as CommandRunState,
    output: '',
    bytes: 0,
    truncated: state === 'completed',
    durationMs: null,
    startedAt: null,
    failure: null,
    ...change,
  }),
);

const side = (title: string, state: string) => ({
  title,
  text: `Neighbor ID     Pri   State          Dead Time\n10.0.0.1          1   ${state}   00:00:31\n10.0.0.2          1   FULL/BDR   00:00:39\n`,
  of: { platform: 'cisco_ios', scope: 'devices', deviceName: title } as const,
});

function Replay({ problem }: { problem: string | null }) {
  const replay = useMemo(() => {
    const job = sampleStore(nothing).get()!;
    const start = Date.parse(job.progress.startedAt!);
    return createReplayStore(job, { start, end: start + 720_000 }, 300_000);
  }, []);
  return (
    // What sticks to the top of a page sticks to this one instead.
    <div className="w-full overflow-hidden">
      <ReplayContext value={replay}>
        <ReplayBar problem={problem} />
      </ReplayContext>
    </div>
  );
}
