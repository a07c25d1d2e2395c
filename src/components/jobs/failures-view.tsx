'use client';
import { CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import type { FailureKind } from '@/domain/failure';
import type { DeviceProgress } from '@/domain/progress';
import { Button } from '../ui/button';
import { Card, CardHeader, CardTitle } from '../ui/card';
import { CountryCode } from '../ui/country';
import { formatCount } from '../ui/format';
import { EmptyState } from '../ui/notice';
import { FAILURE_VIEWS, failureDetail, failureLink } from './failure-catalogue';
import { sameMembers, useLiveJob } from './progress-context';
import { useDeviceParam, useRunFilters } from './run-params';
import { DEVICE_RUN_STATE_VIEWS } from './state-catalogue';
import { StateMark } from './state-mark';
import { useRunMatch } from './use-job-groups';

/** Devices by what went wrong, the commonest first. */
export function groupFailures(devices: readonly DeviceProgress[]): [FailureKind, DeviceProgress[]][] {
  const groups = new Map<FailureKind, DeviceProgress[]>();
  for (const device of devices) {
    if (!device.failure) continue;
    const group = groups.get(device.failure.kind);
    if (group) group.push(device);
    else groups.set(device.failure.kind, [device]);
  }
  return [...groups].sort(([a, as], [b, bs]) => bs.length - as.length || a.localeCompare(b));
}

export function FailuresView() {
  const matches = useRunMatch();
  const devices = useLiveJob(
    ({ progress }) => progress.devices.filter((device, at) => device.failure && (!matches || matches(device, at))),
    sameMembers,
  );
  const groups = useMemo(() => groupFailures(devices), [devices]);
  if (groups.length === 0) {
    return <EmptyState icon={CircleCheck} title={matches ? 'Nothing that matches has failed' : 'Nothing has failed'} />;
  }
  return (
    <div className="grid gap-3">
      {groups.map(([kind, members]) => (
        <FailureGroup key={kind} kind={kind} devices={members} />
      ))}
    </div>
  );
}

/** More are found in the device list; here they would bury the other groups. */
const MAX_SHOWN = 20;

function FailureGroup({ kind, devices }: { kind: FailureKind; devices: readonly DeviceProgress[] }) {
  const view = FAILURE_VIEWS[kind];
  const [, openDevice] = useDeviceParam();
  const link = failureLink(kind);
  const { setFilters } = useRunFilters();
  return (
    <Card data-testid="failure-group" data-kind={kind}>
      <CardHeader>
        <CardTitle>
          <StateMark view={{ ...DEVICE_RUN_STATE_VIEWS.failed, label: view.label }} />
        </CardTitle>
        <span className="text-muted-foreground text-xs tabular-nums">{formatCount(devices.length, 'device')}</span>
      </CardHeader>
      <p className="px-4 pt-3 pb-1 text-muted-foreground">
        {view.advice}{' '}
        {link && (
          <Link href={link.href} className="text-link underline">
            {link.label}
          </Link>
        )}
      </p>
      <ul className="px-1.5 pb-1.5">
        {devices.slice(0, MAX_SHOWN).map((device) => (
          <li key={device.deviceId}>
            <button
              type="button"
              onClick={() => openDevice(device.deviceId)}
              className="grid min-h-8 w-full grid-cols-[minmax(6rem,14rem)_1.5rem_minmax(0,1fr)] items-center gap-x-3 rounded-sm px-2.5 text-left text-xs hover:bg-muted/60"
            >
              <span className="truncate font-medium">{device.deviceName}</span>
              <CountryCode code={device.country} />
              <span
                className="truncate text-muted-foreground"
                title={device.failure ? failureDetail(device.failure) : ''}
              >
                {device.failure && failureDetail(device.failure)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {devices.length > MAX_SHOWN && (
        <p className="border-t px-4 py-2 text-muted-foreground text-xs">
          <Button
            variant="link"
            size="bare"
            className="text-xs"
            onClick={() => setFilters({ tab: 'devices', failure: kind })}
          >
            All {formatCount(devices.length, 'device')} in the device list
          </Button>
        </p>
      )}
    </Card>
  );
}
