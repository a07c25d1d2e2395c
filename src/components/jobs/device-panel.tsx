'use client';
import Link from 'next/link';
import type { PlannedCommandView } from '@/domain/command';
import { downloadPath } from '@/domain/download';
import type { Failure } from '@/domain/failure-schema';
import { formatDuration } from '@/domain/format';
import type { DeviceRunState } from '@/domain/job';
import { type DeviceProgress, positionOf } from '@/domain/progress';
import { Alert } from '../ui/alert';
import { CopyButton } from '../ui/copy-button';
import { CountryCode } from '../ui/country';
import { DownloadLink } from '../ui/download-link';
import { ErrorState } from '../ui/notice';
import { Sheet, SheetBody, SheetContent, SheetDescription, SheetHeader, SheetTitle } from '../ui/sheet';
import { SkeletonRows } from '../ui/skeleton';
import { CommandBlock } from './command-block';
import { FAILURE_VIEWS, failureDetail, failureLabel, failureLink } from './failure-catalogue';
import { type CommandView, isLeftOut } from './output-store';
import { useLiveJob } from './progress-context';
import { reasonWords, tryText } from './reason-words';
import { useDeviceParam } from './run-params';
import { DEVICE_RUN_STATE_VIEWS } from './state-catalogue';
import { StateMark } from './state-mark';
import { useDeviceOutput } from './use-device-output';

/** What one device was asked and answered, opened by `?device=…`. */
export function DevicePanel() {
  const [deviceId, setDeviceId] = useDeviceParam();
  const device = useLiveJob(({ progress }) =>
    deviceId ? (progress.devices[positionOf(progress, deviceId)] ?? null) : null,
  );
  const head = useLiveJob((job) => job.head);
  return (
    <Sheet open={deviceId !== null} onOpenChange={(open) => !open && setDeviceId(null)}>
      <SheetContent data-testid="device-output" data-device={device?.deviceName} className="sm:max-w-3xl">
        {device ? (
          <DeviceDetails key={device.deviceId} jobId={head.jobId} device={device} plan={head.commands} />
        ) : (
          <SheetHeader>
            <SheetTitle>No such device in this job</SheetTitle>
            <SheetDescription>The link may belong to another job.</SheetDescription>
          </SheetHeader>
        )}
      </SheetContent>
    </Sheet>
  );
}

interface DetailsProps {
  jobId: string;
  device: DeviceProgress;
  plan: readonly PlannedCommandView[];
}

function DeviceDetails({ jobId, device, plan }: DetailsProps) {
  const output = useDeviceOutput(jobId, device, plan);
  return (
    <>
      <SheetHeader>
        <SheetTitle className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="break-all">{device.deviceName}</span>
          <CountryCode code={device.country} className="font-normal text-xs" />
          <StateMark view={DEVICE_RUN_STATE_VIEWS[device.state]} className="font-normal text-xs" />
        </SheetTitle>
        <SheetDescription className="flex flex-wrap items-center gap-x-3 tabular-nums">
          <span>batch {device.batch}</span>
          {device.retries > 0 && <span>{tryText(device)}</span>}
          <span>
            {device.commandsCompleted} of {device.commandTotal} commands completed
          </span>
          {device.durationMs !== null && <span>{formatDuration(device.durationMs)}</span>}
          {output.commands && (
            <CopyButton text={() => transcript(output.commands ?? [])} label="Copy all output" word="Copy all" />
          )}
          <DownloadLink
            href={downloadPath({ jobId, of: 'device', deviceId: device.deviceId })}
            label="Download all output as text"
            word="Text"
          />
        </SheetDescription>
      </SheetHeader>
      <SheetBody className="grid content-start gap-3">
        {device.failure && <FailureNotice failure={device.failure} deviceName={device.deviceName} />}
        {device.reason && <Alert>{reasonWords(device.reason)}</Alert>}
        {output.error ? (
          <ErrorState title="The output could not be loaded" message={output.error} onRetry={output.retry} />
        ) : (
          <Commands
            commands={output.commands}
            plan={plan}
            device={device.state}
            rawPath={(index) => downloadPath({ jobId, of: 'command', deviceId: device.deviceId, index })}
          />
        )}
      </SheetBody>
    </>
  );
}

function FailureNotice({ failure, deviceName }: { failure: Failure; deviceName: string }) {
  const link = failureLink(failure.kind, deviceName);
  return (
    <Alert variant="danger">
      <p className="font-medium">{failureLabel(failure)}</p>
      <p className="break-words">{failureDetail(failure)}</p>
      <p className="mt-1 text-muted-foreground">
        {FAILURE_VIEWS[failure.kind].advice}{' '}
        {link && (
          <Link href={link.href} className="text-link underline">
            {link.label}
          </Link>
        )}
      </p>
    </Alert>
  );
}

interface CommandsProps {
  commands: readonly CommandView[] | null;
  plan: readonly PlannedCommandView[];
  device: DeviceRunState;
  rawPath: (index: number) => string;
}

function Commands({ commands, plan, device, rawPath }: CommandsProps) {
  if (!commands) return <SkeletonRows rows={5} className="rounded-lg border" />;
  return commands.map((command) => (
    <CommandBlock
      key={command.index}
      command={command}
      total={plan.length}
      planned={plan[command.index]}
      leftOut={isLeftOut(commands, command, device)}
      rawPath={rawPath(command.index)}
    />
  ));
}

const transcript = (commands: readonly CommandView[]) =>
  commands.map(({ command, output }) => `# ${command}\n${output}`).join('\n\n');
