'use client';
import { useEffect } from 'react';
import { toast } from 'sonner';
import type { PlatformEvidence } from '@/domain/connection-test';
import { PLATFORM_LABELS } from '@/domain/device';
import { useMe } from '../account/use-me';
import { ConnectionDialog } from '../connections/connection-dialog';
import { api } from '../shell/api';
import type { Device } from './use-device-list';

/** Looks what a device is as soon as it is opened; an admin may write the answer down. */
export function DetectPlatform({ device, onClose }: { device: Device; onClose: () => void }) {
  const { id, name } = device;
  const { can } = useMe();
  const utils = api.useUtils();
  const { mutate, data, error, isPending } = api.devices.detect.useMutation();
  const save = api.devices.update.useMutation({
    onSuccess: async () => {
      await utils.devices.invalidate();
      toast.success(`Saved ${name}`);
      onClose();
    },
    onError: (refused) => toast.error('Not saved', { description: refused.message }),
  });
  useEffect(() => mutate({ id }), [mutate, id]);
  const found = data?.platform ?? null;
  const savable = found !== null && found !== device.platform && can('admin');
  return (
    <ConnectionDialog
      title={`Platform of ${name}`}
      deviceName={name}
      report={data}
      error={error?.message}
      pending={isPending || save.isPending}
      action={savable ? `Save ${PLATFORM_LABELS[found]}` : 'Detect again'}
      onAction={() => (savable ? save.mutate({ id, platform: found }) : mutate({ id }))}
      onClose={onClose}
    >
      {found && (
        <div>
          <p className="font-medium">{PLATFORM_LABELS[found]}</p>
          {data?.evidence && <Evidence evidence={data.evidence} />}
        </div>
      )}
    </ConnectionDialog>
  );
}

function Evidence({ evidence: { ident, greeting, answer, prompt } }: { evidence: PlatformEvidence }) {
  const seen = [
    ['SSH identification', ident],
    ['Greeting', greeting],
    ['Answer', answer],
    ['Prompt', prompt],
  ].filter(([, text]) => text !== '');
  return (
    <dl className="text-muted-foreground text-xs">
      {seen.map(([what, text]) => (
        <div key={what} className="flex gap-2">
          <dt className="shrink-0">{what}</dt>
          <dd className="truncate font-mono" title={text}>
            {text}
          </dd>
        </div>
      ))}
    </dl>
  );
}
