'use client';
import { useState } from 'react';
import { formatBytes, formatCount, formatNumber, formatPercent } from '@/domain/format';
import { api } from '../shell/api';
import { Button } from '../ui/button';
import { AnswerDiff, type AnswerSide } from './answer-diff';
import type { OutputGroup } from './output-group';
import { useDeviceParam } from './run-params';

interface OutputGroupRowProps {
  jobId: string;
  command: number;
  group: OutputGroup;
  /** Devices of its platform that answered. */
  total: number;
  /** The largest group of its platform; null: this is it. */
  reference: OutputGroup | null;
}

/** One group of equal answers: who is in it, and what sets it apart from the largest one. */
export function OutputGroupRow({ jobId, command, group, total, reference }: OutputGroupRowProps) {
  const [comparing, setComparing] = useState(false);
  return (
    <li
      data-testid="output-group"
      data-size={group.size}
      data-largest={group.largest}
      className="grid gap-2 px-4 py-2.5 text-xs"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="flex flex-wrap items-baseline gap-x-3 tabular-nums">
          <span className="font-medium">
            {group.size === 1 ? (reference ? 'Variant' : 'One answer') : `${formatNumber(group.size)} identical`}
          </span>
          <span className="text-muted-foreground">
            {formatPercent(group.size, total)} · {formatBytes(group.bytes)}
          </span>
        </p>
        {reference && (
          <Button size="sm" aria-expanded={comparing} onClick={() => setComparing(!comparing)}>
            {comparing
              ? 'Hide the difference'
              : reference.size > 1
                ? 'Compare with the largest group'
                : 'Compare with the first'}
          </Button>
        )}
      </div>
      <GroupDevices jobId={jobId} command={command} group={group} />
      {comparing && reference && (
        <AnswerDiff left={sideOf(jobId, command, reference)} right={sideOf(jobId, command, group)} scope="devices" />
      )}
    </li>
  );
}

function sideOf(jobId: string, command: number, { devices, platform, size }: OutputGroup): AnswerSide {
  const { deviceId, deviceName } = devices[0]!;
  const title = size === 1 ? deviceName : `${deviceName} (and ${formatCount(size - 1, 'other')})`;
  return { jobId, command, platform, deviceId, deviceName, title };
}

const PAGE = 200;

function GroupDevices({ jobId, command, group }: Pick<OutputGroupRowProps, 'jobId' | 'command' | 'group'>) {
  const [, openDevice] = useDeviceParam();
  const [limit, setLimit] = useState(0);
  const { data } = api.jobs.outputGroupDevices.useQuery(
    { jobId, command, platform: group.platform, group: group.group, limit: Math.min(500, Math.max(1, limit)) },
    { enabled: limit > 0, placeholderData: (before) => before },
  );
  const devices = (limit > 0 && data?.items) || group.devices;
  const left = group.size - devices.length;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {devices.map(({ deviceId, deviceName, country }) => (
        <button
          key={deviceId}
          type="button"
          onClick={() => openDevice(deviceId)}
          className="inline-flex items-baseline gap-1.5 hover:underline max-sm:min-h-6"
        >
          {deviceName} <span className="font-mono text-muted-foreground">{country}</span>
        </button>
      ))}
      {left > 0 &&
        (limit < 500 ? (
          <Button variant="link" size="bare" className="text-xs" onClick={() => setLimit(Math.min(500, limit + PAGE))}>
            and {formatNumber(left)} more
          </Button>
        ) : (
          <span className="text-muted-foreground">and {formatNumber(left)} more: narrow by country</span>
        ))}
    </p>
  );
}
