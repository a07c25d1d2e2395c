'use client';
import { useEffect, useMemo, useState } from 'react';
import type { PlannedCommandView } from '@/domain/command';
import type { JobEvent } from '@/domain/event-schema';
import { isFinalRunState } from '@/domain/job';
import type { DeviceProgress } from '@/domain/progress';
import { api } from '../shell/api';
import { applyOutputEvent, type CommandView, emptyOutput, type LiveOutput, viewOf } from './output-store';
import { useReplayMoment } from './replay-context';
import { commandsAt } from './replay-output';

/** Output may come in many small chunks; drawing each would cost more than it tells. */
const DRAW_INTERVAL_MS = 150;

export interface DeviceOutput {
  /** Null while the stored output is on its way. */
  readonly commands: readonly CommandView[] | null;
  readonly error: string | null;
  readonly retry: () => void;
}

/** What a device answered: live while it works, from the store once it has ended. */
export function useDeviceOutput(
  jobId: string,
  device: DeviceProgress,
  plan: readonly PlannedCommandView[],
): DeviceOutput {
  const over = isFinalRunState(device.state);
  // In a replay all there is has been stored, and of a device in work some of it had not come yet.
  const moment = useReplayMoment();
  const ended = moment !== null || over;
  const stored = api.jobs.output.useQuery(
    { jobId, deviceId: device.deviceId },
    { enabled: ended, staleTime: Number.POSITIVE_INFINITY },
  );
  const live = useLiveOutput(jobId, device.deviceId, plan, !ended);
  const liveCommands = useMemo(() => viewOf(live), [live]);
  if (!ended) return { commands: liveCommands, error: null, retry: () => {} };
  // What came live stays on the screen until the stored answer is there.
  const waiting = live.seq > 0 ? liveCommands : null;
  const answers = stored.data?.commands;
  return {
    commands: answers && moment !== null && !over ? commandsAt(answers, moment) : (answers ?? waiting),
    error: stored.error?.message ?? null,
    retry: () => void stored.refetch(),
  };
}

function useLiveOutput(
  jobId: string,
  deviceId: string,
  plan: readonly PlannedCommandView[],
  enabled: boolean,
): LiveOutput {
  const { client } = api.useUtils();
  const [output, setOutput] = useState(() => emptyOutput(plan.map((command) => command.line)));
  useEffect(() => {
    if (!enabled) return;
    let waiting: JobEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const draw = () => {
      timer = undefined;
      const events = waiting;
      waiting = [];
      setOutput((before) => events.reduce(applyOutputEvent, before));
    };
    const subscription = client.jobs.onOutput.subscribe(
      { jobId, deviceId },
      {
        onData: ({ data }) => {
          waiting.push(data as JobEvent);
          timer ??= setTimeout(draw, DRAW_INTERVAL_MS);
        },
      },
    );
    return () => {
      subscription.unsubscribe();
      clearTimeout(timer);
      draw();
    };
  }, [client, jobId, deviceId, enabled]);
  return output;
}
