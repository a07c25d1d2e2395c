'use client';
import { Cable, TriangleAlert } from 'lucide-react';
import { type CSSProperties, memo } from 'react';
import type { ConnectPhase } from '@/domain/event';
import { type DeviceProgress, runningDevices } from '@/domain/progress';
import { Card, CardHeader, CardTitle } from '../ui/card';
import { cn } from '../ui/cn';
import { CountryCode } from '../ui/country';
import { formatElapsed, formatNumber } from '../ui/format';
import { useNow } from '../ui/use-now';
import { sameMembers, useLiveJob } from './progress-context';
import { tryText } from './reason-words';
import { useDeviceParam } from './run-params';

export const PHASE_LABELS = {
  connecting: 'connecting',
  handshake: 'SSH handshake',
  authenticating: 'logging in',
  preparing: 'preparing the session',
} satisfies Record<ConnectPhase, string>;

/** More scroll within the list. */
const MAX_ROWS = 10;

/** Devices in work, the longest-running first, so that what hangs rises to the top. */
export function NowRunning() {
  const devices = useLiveJob((job) => runningDevices(job.progress), sameMembers);
  const state = useLiveJob((job) => job.progress.state);
  const rows = useLiveJob(({ head }) => Math.min(head.batchSize || head.totalDevices, head.totalDevices, MAX_ROWS));
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          Now running <span className="text-muted-foreground tabular-nums">({formatNumber(devices.length)})</span>
        </CardTitle>
      </CardHeader>
      {/* As high as it will ever be: what stands below must not jump when a device ends and the next one starts. */}
      <div
        style={{ '--rows': rows } as CSSProperties}
        className="h-[calc(var(--rows)*2rem+0.5rem)] overflow-y-auto py-1 max-sm:h-[calc(var(--rows)*2.75rem+0.5rem)]"
      >
        {devices.length === 0 ? (
          <p className="flex min-h-8 items-center gap-2 px-4 text-muted-foreground text-xs">
            <Cable aria-hidden className="size-3.5 shrink-0" />
            {IDLE_TEXT[state] ?? 'No session is open right now.'}
          </p>
        ) : (
          <ul>
            {devices.map((device) => (
              <RunningRow key={device.deviceId} device={device} />
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

const IDLE_TEXT: Partial<Record<string, string>> = {
  pending: 'The first devices start in a moment.',
  paused: 'Paused: no session is open. Resume to go on.',
  completing: 'No session is open; the results are being saved.',
};

const RunningRow = memo(function RunningRow({ device }: { device: DeviceProgress }) {
  const [, openDevice] = useDeviceParam();
  return (
    <li>
      <button
        type="button"
        data-testid="now-running-row"
        data-device={device.deviceName}
        onClick={() => openDevice(device.deviceId)}
        className="grid h-8 w-full grid-cols-[minmax(6rem,11rem)_1.5rem_1fr_auto] items-center gap-x-3 px-4 text-left text-xs hover:bg-muted/60 focus-visible:outline-offset-[-2px] max-sm:h-11 max-sm:grid-cols-[minmax(0,1fr)_1.5rem_auto]"
      >
        <span className="truncate font-medium">{device.deviceName}</span>
        <CountryCode code={device.country} />
        <span className="truncate text-muted-foreground max-sm:order-last max-sm:col-span-3 max-sm:-mt-2">
          <CurrentStep device={device} />
        </span>
        <Age startedAt={device.startedAt} />
      </button>
    </li>
  );
});

function CurrentStep({ device }: { device: DeviceProgress }) {
  if (device.retries === 0) return <Step device={device} />;
  return (
    <>
      {tryText(device)} · <Step device={device} />
    </>
  );
}

function Step({ device }: { device: DeviceProgress }) {
  if (device.commandIndex === 0) return device.phase ? PHASE_LABELS[device.phase] : 'starting';
  return (
    <>
      <span className="tabular-nums">
        Command {device.commandIndex}/{device.commandTotal}
      </span>{' '}
      <span className="font-mono text-foreground">{device.command}</span>
    </>
  );
}

/** Most sessions are long over by then; a person may want to look. */
const SLOW_MS = 30_000;

function Age({ startedAt }: { startedAt: string | null }) {
  const now = useNow();
  const offsetMs = useLiveJob((job) => job.clockOffsetMs);
  if (!startedAt) return <span />;
  const age = now + offsetMs - Date.parse(startedAt);
  const slow = age >= SLOW_MS;
  return (
    <span className={cn('flex items-center justify-end gap-1 tabular-nums', slow && 'text-state-paused')}>
      {formatElapsed(age)}
      {slow && <TriangleAlert aria-label="Running for long" className="size-3.5" />}
    </span>
  );
}
