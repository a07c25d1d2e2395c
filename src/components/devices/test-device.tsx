'use client';
import { useEffect } from 'react';
import { ConnectionDialog } from '../connections/connection-dialog';
import { api } from '../shell/api';
import type { Device } from './use-device-list';

/** Tests the connection as soon as it is opened. */
export function TestDevice({ device: { id, name }, onClose }: { device: Device; onClose: () => void }) {
  const { mutate, data, error, isPending } = api.devices.testConnection.useMutation();
  useEffect(() => mutate({ id }), [mutate, id]);
  return (
    <ConnectionDialog
      title={`Connection to ${name}`}
      deviceName={name}
      report={data}
      error={error?.message}
      pending={isPending}
      onAction={() => mutate({ id })}
      onClose={onClose}
    />
  );
}
