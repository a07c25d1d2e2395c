'use client';
import { CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { PLATFORM_LABELS } from '@/domain/device';
import type { FailureKind } from '@/domain/failure-schema';
import { countryName, formatCount, formatNumber } from '@/domain/format';
import { isFinalJobState } from '@/domain/job';
import type { DeviceProgress } from '@/domain/progress';
import { useMe } from '../account/use-me';
import { Button } from '../ui/button';
import { Card, CardHeader, CardTitle } from '../ui/card';
import { CountryCode } from '../ui/country';
import { EmptyState } from '../ui/notice';
import { FAILURE_VIEWS, failureDetail, failureLink } from './failure-catalogue';
import { FailureCells } from './failure-cells';
import { type Cell, failureMatrix, groupFailures, inCell, type PlatformOf } from './failure-matrix';
import { sameMembers, useLiveJob } from './progress-context';
import { RetryButton } from './retry-button';
import { useDeviceParam, useRunFilters } from './run-params';
import { DEVICE_RUN_STATE_VIEWS } from './state-catalogue';
import { StateMark } from './state-mark';
import { useFailedPlatforms } from './use-failed-platforms';
import { useRunMatch } from './use-job-groups';

/** Why devices failed, by cause, platform and country, and what to do about it. */
export function FailuresView() {
  const matches = useRunMatch();
  const devices = useLiveJob(
    ({ progress }) => progress.devices.filter((device, at) => device.failure && (!matches || matches(device, at))),
    sameMembers,
  );
  const groups = useMemo(() => groupFailures(devices), [devices]);
  const platformOf = useFailedPlatforms();
  if (groups.length === 0) {
    return <EmptyState icon={CircleCheck} title={matches ? 'Nothing that matches has failed' : 'Nothing has failed'} />;
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
const MAX_SHOWN = 20;

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
      <FailedDevices kind={kind} devices={shown} />
    </Card>
  );
}

/** A new job for these devices alone, once this one has ended. */
function RetryThese({ kind, cell, count }: { kind: FailureKind; cell: Cell; count: number }) {
  const ended = useLiveJob((job) => isFinalJobState(job.progress.state));
  const { can } = useMe();
  // The page's own filters are no part of what a retry takes: a count of fewer devices would not be true.
  const filtered = useRunMatch() !== null;
  if (!ended || filtered || count === 0 || !can('operator')) return null;
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
      label={count === 1 ? 'Retry this device' : ['Retry these', formatNumber(count), ...where].join(' ')}
      count={count}
      variant="secondary"
      size="sm"
    />
  );
}

function FailedDevices({ kind, devices }: { kind: FailureKind; devices: readonly DeviceProgress[] }) {
  const [, openDevice] = useDeviceParam();
  const { setFilters } = useRunFilters();
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
    </>
  );
}
