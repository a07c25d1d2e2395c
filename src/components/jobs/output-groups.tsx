'use client';
import { Layers } from 'lucide-react';
import { useState } from 'react';
import { type DevicePlatform, PLATFORM_LABELS } from '@/domain/device';
import { formatCount, formatNumber } from '@/domain/format';
import { isFinalJobState } from '@/domain/job';
import { api } from '../shell/api';
import { Button } from '../ui/button';
import { Card, CardHeader, CardTitle } from '../ui/card';
import { EmptyState, ErrorState } from '../ui/notice';
import { SkeletonRows } from '../ui/skeleton';
import { type GroupsView, groupWords, type OutputGroup } from './output-group';
import { OutputGroupRow } from './output-group-row';
import { useLiveJob } from './progress-context';
import { useOutputParams } from './use-output-params';

/** As quickly as the server gets on with it. */
const COMPARING_MS = 300;
const RUNNING_MS = 3000;
const PAGE = 50;
const MAX_GROUPS = 500;

/** Equal answers to one command, together: most devices first, then what differs. */
export function OutputGroups() {
  const [params] = useOutputParams();
  const { jobId, commands } = useLiveJob((job) => job.head);
  const ended = useLiveJob((job) => isFinalJobState(job.progress.state));
  const command = Math.min(params.command ?? 0, commands.length - 1);
  const [limit, setLimit] = useState(PAGE);
  const query = api.jobs.outputGroups.useQuery(
    {
      jobId,
      command,
      limit,
      ...(params.country ? { country: params.country } : {}),
      ...(params.platform ? { platform: params.platform } : {}),
    },
    {
      placeholderData: (before) => before,
      refetchInterval: ({ state }) => (state.data?.complete === false ? COMPARING_MS : ended ? false : RUNNING_MS),
    },
  );
  const { data, error } = query;
  if (error) {
    return (
      <ErrorState
        title="The outputs could not be compared"
        message={error.message}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (!data) {
    return (
      <Card>
        <SkeletonRows rows={6} />
      </Card>
    );
  }
  if (data.total === 0 && data.complete) {
    return (
      <EmptyState icon={Layers} title="No answer to compare yet">
        {ended
          ? 'No device answered this command.'
          : 'Answers stand here as soon as their devices have ended; a search covers running ones as well.'}
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-3" data-testid="output-groups" data-complete={data.complete}>
      <p role="status" className="flex flex-wrap gap-x-3 text-muted-foreground text-xs tabular-nums">
        {!data.complete && (
          <span>
            comparing, {formatNumber(data.compared)} of {formatNumber(data.ended)}
          </span>
        )}
        <span>{formatCount(data.answered, 'answer')}</span>
        {data.unanswered > 0 && <span>{formatCount(data.unanswered, 'device')} without one</span>}
        <span>Ages, timers, counters and the device's own name are left out of the comparison.</span>
      </p>
      {data.platforms.map((summary) => (
        <PlatformGroups
          key={`${command} ${summary.platform}`}
          jobId={jobId}
          command={command}
          summary={summary}
          groups={data.items.filter(({ platform }) => platform === summary.platform)}
        />
      ))}
      {data.nextCursor !== null && limit < MAX_GROUPS && (
        <Button className="justify-self-center" onClick={() => setLimit(Math.min(MAX_GROUPS, limit + PAGE * 2))}>
          Show more variants ({formatNumber(data.total - data.items.length)} left)
        </Button>
      )}
    </div>
  );
}

interface PlatformGroupsProps {
  jobId: string;
  command: number;
  summary: GroupsView['platforms'][number];
  groups: readonly OutputGroup[];
}

function PlatformGroups({ jobId, command, summary, groups }: PlatformGroupsProps) {
  const line = useLiveJob(({ head }) => lineOf(head.lines, summary.platform, command));
  const reference = groups.find(({ largest }) => largest);
  if (groups.length === 0) return null;
  return (
    <Card data-testid="platform-groups" data-platform={summary.platform}>
      <CardHeader>
        <CardTitle>
          {PLATFORM_LABELS[summary.platform]}{' '}
          {line && <code className="ml-2 font-mono font-normal text-muted-foreground text-xs">{line}</code>}
        </CardTitle>
        <span className="text-xs tabular-nums">{groupWords(summary)}</span>
      </CardHeader>
      <ul className="divide-y">
        {groups.map((group) => (
          <OutputGroupRow
            key={group.group}
            jobId={jobId}
            command={command}
            group={group}
            total={summary.devices}
            reference={group === reference ? null : (reference ?? null)}
          />
        ))}
      </ul>
    </Card>
  );
}

const lineOf = (
  lines: readonly { platform: DevicePlatform; lines: readonly (string | null)[] }[],
  platform: DevicePlatform,
  command: number,
) => lines.find((entry) => entry.platform === platform)?.lines[command] ?? null;
