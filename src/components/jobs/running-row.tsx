'use client';
import { TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { formatBytes, formatDuration, formatElapsed } from '@/domain/format';
import type { DeviceProgress } from '@/domain/progress';
import { cn } from '../ui/cn';
import { CountryCode } from '../ui/country';
import { useNow } from '../ui/use-now';
import { PHASE_LABELS } from './connect-words';
import { useLiveJob } from './progress-context';
import { tryText } from './reason-words';
import { useDeviceParam } from './run-params';
import { type Stuck, stuckOf, type UsualTime } from './stuck';

export const ROW_PX = 32;

interface RunningRowProps {
  device: DeviceProgress;
  /** Of the command it is at. */
  usual: UsualTime | undefined;
}

export const RunningRow = memo(function RunningRow({ device, usual }: RunningRowProps) {
  const [, openDevice] = useDeviceParam();
  return (
    <button
      type="button"
      data-testid="now-running-row"
      data-device={device.deviceName}
      onClick={() => openDevice(device.deviceId)}
      className="grid h-8 w-full grid-cols-[minmax(5rem,10rem)_1.5rem_1fr_auto_auto] items-center gap-x-3 px-4 text-left text-xs hover:bg-muted/60 focus-visible:outline-offset-[-2px] max-sm:grid-cols-[minmax(0,6rem)_1fr_auto]"
    >
      <span className="truncate font-medium">{device.deviceName}</span>
      <CountryCode code={device.country} className="max-sm:hidden" />
      <span className="truncate text-muted-foreground">
        {device.retries > 0 && `${tryText(device)} · `}
        <Step device={device} />
      </span>
      <span className="text-right text-muted-foreground tabular-nums max-sm:hidden" title="Received for this command">
        {device.received && formatBytes(device.received.bytes)}
      </span>
      <Age device={device} usual={usual} />
    </button>
  );
});

function Step({ device }: { device: DeviceProgress }) {
  if (device.commandIndex === 0) return device.phase ? PHASE_LABELS[device.phase] : 'starting';
  return (
    <>
      <span className="tabular-nums">
        <span className="max-sm:sr-only">Command </span>
        {device.commandIndex}/{device.commandTotal}
      </span>{' '}
      <span className="font-mono text-foreground">{device.command}</span>
    </>
  );
}

/** Since the command began (before the first: since the device did), beside what is usual; flagged when it is stuck. */
function Age({ device, usual }: RunningRowProps) {
  const offsetMs = useLiveJob((job) => job.clockOffsetMs);
  const now = useNow() + offsetMs;
  const since = device.commandStartedAt ?? device.startedAt;
  if (!since) return <span />;
  const stuck = stuckOf(device, usual, now);
  return (
    <span
      data-stuck={stuck?.why}
      title={titleOf(stuck, usual)}
      className={cn(
        'flex min-w-18 max-sm:min-w-12 items-center justify-end gap-1 tabular-nums',
        stuck && 'text-state-paused',
      )}
    >
      {stuck && <TriangleAlert aria-label={STUCK_LABELS[stuck.why]} className="size-3.5" />}
      {formatElapsed(now - Date.parse(since))}
      {usual && device.commandStartedAt && (
        <span className="text-muted-foreground max-sm:hidden"> / {formatDuration(usual.p50)}</span>
      )}
    </span>
  );
}

const STUCK_LABELS = { slow: 'Much slower than usual', silent: 'Silent' } satisfies Record<Stuck['why'], string>;

function titleOf(stuck: Stuck | null, usual: UsualTime | undefined): string | undefined {
  if (stuck?.why === 'slow') return `Stuck: 95 of 100 devices take at most ${formatDuration(stuck.usualMs)}`;
  if (stuck?.why === 'silent') return `Stuck: nothing received for ${formatElapsed(stuck.ms)}`;
  return usual && `Usually ${formatDuration(usual.p50)}, 95 of 100 devices at most ${formatDuration(usual.p95)}`;
}
