'use client';
import { memo } from 'react';
import { formatDuration } from '@/domain/format';
import type { DeviceProgress } from '@/domain/progress';
import { Badge } from '../ui/badge';
import { CountryCode } from '../ui/country';
import { TableCell, TableRow } from '../ui/table';
import { Elapsed } from '../ui/time';
import { PHASE_LABELS } from './connect-words';
import { failureDetail, failureLabel } from './failure-catalogue';
import { useLiveJob } from './progress-context';
import { reasonWords, tryText } from './reason-words';
import { useDeviceParam } from './run-params';
import { DEVICE_RUN_STATE_VIEWS } from './state-catalogue';
import { StateMark } from './state-mark';

/** One device. Drawn again only when its own record was replaced. */
export const RunRow = memo(function RunRow({ device, rowIndex }: { device: DeviceProgress; rowIndex: number }) {
  const [, openDevice] = useDeviceParam();
  return (
    <TableRow
      data-testid="run-row"
      data-device={device.deviceName}
      data-state={device.state}
      aria-rowindex={rowIndex}
      className="relative"
    >
      <TableCell className="truncate">
        {/* The button's overlay makes the whole row a target. */}
        <button
          type="button"
          onClick={() => openDevice(device.deviceId)}
          className="max-w-full truncate text-left align-middle font-medium after:absolute after:inset-0 after:z-1 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring focus-visible:after:-outline-offset-2"
        >
          {device.deviceName}
        </button>
      </TableCell>
      <TableCell className="max-sm:px-0">
        <CountryCode code={device.country} />
      </TableCell>
      <TableCell className="text-right text-muted-foreground tabular-nums max-md:hidden">{device.batch}</TableCell>
      <TableCell className="truncate max-sm:px-2">
        <RunState device={device} />
      </TableCell>
      <TableCell className="text-right tabular-nums max-sm:hidden">
        {device.commandsCompleted}
        <span className="text-muted-foreground">/{device.commandTotal}</span>
      </TableCell>
      <TableCell className="text-right tabular-nums max-sm:pl-0">
        <RunDuration device={device} />
      </TableCell>
    </TableRow>
  );
});

function RunState({ device }: { device: DeviceProgress }) {
  const view = DEVICE_RUN_STATE_VIEWS[device.state];
  const note = noteOf(device);
  return (
    <>
      <StateMark view={view}>{device.failure ? failureLabel(device.failure) : view.label}</StateMark>
      {device.retries > 0 && (
        <Badge variant="outline" className="ml-2 align-middle">
          {tryText(device)}
        </Badge>
      )}
      {note && <span className="ml-3 align-middle text-muted-foreground max-sm:hidden">{note}</span>}
    </>
  );
}

export function noteOf(device: DeviceProgress): string | null {
  if (device.failure) return failureDetail(device.failure);
  if (device.reason) return reasonWords(device.reason);
  if (device.state === 'completed' && device.commandsFailed > 0) return `${device.commandsFailed} commands failed`;
  if (device.state !== 'running') return null;
  return device.command ?? (device.phase ? PHASE_LABELS[device.phase] : null);
}

function RunDuration({ device }: { device: DeviceProgress }) {
  if (device.durationMs !== null) return formatDuration(device.durationMs);
  return device.state === 'running' && device.startedAt ? <RunningDuration since={device.startedAt} /> : '–';
}

function RunningDuration({ since }: { since: string }) {
  const offsetMs = useLiveJob((job) => job.clockOffsetMs);
  return <Elapsed since={since} offsetMs={offsetMs} />;
}
