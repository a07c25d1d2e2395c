'use client';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { type DeviceFilter, ownFilter } from '@/domain/device-schema';
import { formatCount } from '@/domain/format';
import { api } from '../shell/api';
import { fieldErrorsOf } from '../shell/field-errors';
import { Alert } from '../ui/alert';
import { NameFields } from '../ui/name-fields';
import { PanelForm } from '../ui/panel-form';
import type { Editing } from './device-group';
import { GroupFilterFields } from './group-filter-fields';

interface FormProps {
  editing: NonNullable<Editing>;
  onDone: () => void;
  onBack: () => void;
}

/** Name, description and, of a filter group, its filter. The devices of a list are chosen in the inventory. */
export function DeviceGroupForm({ editing, onDone, onBack }: FormProps) {
  const group = 'id' in editing ? editing : null;
  const deviceIds = 'deviceIds' in editing ? editing.deviceIds : null;
  const [head, setHead] = useState({ name: group?.name ?? '', description: group?.description ?? '' });
  const saved = 'filter' in editing ? editing.filter : null;
  const [filter, setFilter] = useState<DeviceFilter | null>(saved && ownFilter(saved));
  const { save, isPending, error } = useSave(onDone);
  const errors = fieldErrorsOf(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fields = { name: head.name, description: head.description.trim() || null };
    save(group?.id ?? null, {
      ...fields,
      ...(filter ? { filter } : {}),
      ...(deviceIds ? { deviceIds: [...deviceIds] } : {}),
    });
  };
  const known = errors.name ?? errors.description ?? errors.filter;
  return (
    <PanelForm
      problem={known ? null : error?.message}
      action={group ? 'Save changes' : 'Save group'}
      busy={isPending}
      onSubmit={submit}
      onBack={onBack}
    >
      <NameFields value={head} onChange={setHead} errors={errors} />
      {filter && <GroupFilterFields filter={filter} onChange={setFilter} error={errors.filter} />}
      {deviceIds && (
        <Alert>
          A list of the {formatCount(deviceIds.length, 'device')} that are ticked. It stays as it is until somebody adds
          devices or takes them out; a device that is deleted leaves it, and the group says so.
        </Alert>
      )}
      {group && !filter && (
        <Alert>A list of devices. Tick devices in the inventory to add them; take them out in the group itself.</Alert>
      )}
    </PanelForm>
  );
}

function useSave(onDone: () => void) {
  const utils = api.useUtils();
  const onSuccess = async (_: unknown, { name }: { name?: string | undefined }) => {
    await utils.deviceGroups.invalidate();
    toast.success(`Saved ${name}`);
    onDone();
  };
  const create = api.deviceGroups.create.useMutation({ onSuccess });
  const update = api.deviceGroups.update.useMutation({ onSuccess });
  return {
    save: (id: string | null, fields: Parameters<typeof create.mutate>[0]) =>
      id === null ? create.mutate(fields) : update.mutate({ id, ...fields }),
    isPending: create.isPending || update.isPending,
    error: create.error ?? update.error,
  };
}
