'use client';
import { CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { PLATFORM_LABELS } from '@/domain/device';
import type { FailureKind } from '@/domain/failure';
import { isFinalJobState } from '@/domain/job';
import type { DeviceProgress } from '@/domain/progress';
import { useMe } from '../account/use-me';
import { Card, CardHeader, CardTitle } from '../ui/card';
import { CountryCode } from '../ui/country';
import { countryName, formatCount, formatNumber } from '../ui/format';
import { EmptyState } from '../ui/notice';
import { FAILURE_VIEWS, failureDetail, failureLink } from './failure-catalogue';
import { FailureCells } from './failure-cells';
import { type Cell, failureMatrix, groupFailures, inCell, type PlatformOf } from './failure-matrix';
import { sameMembers, useLiveJob } from './progress-context';
import { RetryButton } from './retry-button';
import { useDeviceParam } from './run-params';
import { DEVICE_RUN_STATE_VIEWS } from './state-catalogue';
import { StateMark } from './state-mark';
import { useFailedPlatforms } from './use-failed-platforms';

/** Why devices failed, by cause, platform and country, and what to do about it. */
export function FailuresView() {
  const devices = useLiveJob((job) => job.progress.devices.filter((device) => device.failure), sameMembers);
  const groups = useMemo(() => groupFailures(devices), [devices]);
  const platformOf = useFailedPlatforms();
  if (groups.length === 0) {
    return <EmptyState icon={CircleCheck} title="Nothing has failed" />;
  }
  return (
    <div className="grid gap-3">
      {groups.map(([kind, members]) => (
        <FailureGroup key={kind} kind={kind} devices={members} platformOf={platformOf} />
      ))}
    </div>
  );
}

/** More are found in the device list; here they would bury the other groups. */
const MAX_SHOWN = 100;

interface FailureGroupProps {
  kind: FailureKind;
  devices: readonly DeviceProgress[];
  platformOf: PlatformOf;
}

function FailureGroup({ kind, devices, platformOf }: FailureGroupProps) {
  const view = FAILURE_VIEWS[kind];
  const link = failureLink(kind);
  const matrix = useMemo(() => failureMatrix(devices, platformOf), [devices, platformOf]);
  const [cell, setCell] = useState<Cell>({ platform: null, country: null });
  const shown = useMemo(
    () => devices.filter((device) => inCell(device, cell, platformOf)),
    [devices, cell, platformOf],
  );
  return (
    <Card data-testid="failure-group" data-kind={kind}>
      <CardHeader>
        <CardTitle>
          <StateMark view={{ ...DEVICE_RUN_STATE_VIEWS.failed, label: view.label }} />{' '}
          <span className="ml-2 font-normal text-muted-foreground text-xs tabular-nums">
            {formatCount(devices.length, 'device')}
          </span>
        </CardTitle>
        <RetryThese kind={kind} cell={cell} count={shown.length} />
      </CardHeader>
      <p className="px-4 pt-3 pb-1 text-muted-foreground">
        {view.advice}{' '}
        {link && (
          <Link href={link.href} className="text-link underline">
            {link.label}
          </Link>
        )}
      </p>
      {devices.length > 1 && <FailureCells matrix={matrix} picked={cell} onPick={setCell} />}
      <FailedDevices devices={shown} />
    </Card>
  );
}

/** A new job for these devices alone, once this one has ended. */
function RetryThese({ kind, cell, count }: { kind: FailureKind; cell: Cell; count: number }) {
  const ended = useLiveJob((job) => isFinalJobState(job.progress.state));
  const { can } = useMe();
  if (!ended || count === 0 || !can('operator')) return null;
  const where = [
    cell.platform && PLATFORM_LABELS[cell.platform],
    cell.country && `in ${countryName(cell.country)}`,
  ].filter(Boolean);
  return (
    <RetryButton
      scope="unfinished"
      only={{
        failure: kind,
        ...(cell.platform && { platform: cell.platform }),
        ...(cell.country && { country: cell.country }),
      }}
      label={['Retry these', formatNumber(count), ...where].join(' ')}
      count={count}
      variant="secondary"
      size="sm"
    />
  );
}

function FailedDevices({ devices }: { devices: readonly DeviceProgress[] }) {
  const [, openDevice] = useDeviceParam();
  return (
    <>
      <ul className="px-1.5 pb-1.5">
        {devices.slice(0, MAX_SHOWN).map((device) => (
          <li key={device.deviceId}>
            <button
              type="button"
              onClick={() => openDevice(device.deviceId)}
              className="grid min-h-8 w-full grid-cols-[minmax(6rem,14rem)_1.5rem_minmax(0,1fr)] items-center gap-x-3 rounded-sm max-sm:grid-cols-[minmax(0,2fr)_1.5rem_minmax(0,3fr)] px-2.5 text-left text-xs hover:bg-muted/60"
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
          and {formatCount(devices.length - MAX_SHOWN, 'more device', 'more devices')}: filter the device list by state
        </p>
      )}
    </>
  );
}
