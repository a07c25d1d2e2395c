'use client';
import { useEffect, useState } from 'react';
import { type DeviceSelection, readDeviceSelection } from '../devices/device-selection';
import { api, type Outputs } from '../shell/api';
import { type JobDraft, newDraft } from './job-draft';
import { draftOfOrder, selectionDraft } from './order-draft';

/** What the address of the new-job page says that the form begins with; one of them at most. */
export interface JobStartParams {
  /** Devices that were picked in the inventory. */
  readonly fromSelection: boolean;
  readonly groupId: string | null;
  readonly templateId: string | null;
  /** An earlier job, to be run again. */
  readonly jobId: string | null;
}

export type EarlierOrder = Outputs['jobs']['order'];
export type Template = Outputs['templates']['get'];

export interface JobStart {
  readonly draft: JobDraft;
  readonly template: Template | null;
  readonly earlier: EarlierOrder | null;
}

/** What the form begins with; null while that is being asked for. */
export function useJobStart({ fromSelection, groupId, templateId, jobId }: JobStartParams) {
  const [picked, setPicked] = useState<DeviceSelection | null>(fromSelection ? null : { deviceIds: [] });
  // The selection lies in the browser's session, which the server that renders this first does not have.
  useEffect(() => {
    if (fromSelection) setPicked(readDeviceSelection());
  }, [fromSelection]);
  // Asked once: a form that is being filled in does not change by itself.
  const once = { staleTime: Number.POSITIVE_INFINITY, gcTime: 0, retry: false } as const;
  const template = api.templates.get.useQuery({ id: templateId ?? '' }, { enabled: templateId !== null, ...once });
  const earlier = api.jobs.order.useQuery({ jobId: jobId ?? '' }, { enabled: jobId !== null, ...once });
  const error = template.error ?? earlier.error;
  const start = (): JobStart | null => {
    const plain = { template: null, earlier: null };
    if (templateId !== null) {
      return template.data ? { ...plain, draft: draftOfTemplate(template.data), template: template.data } : null;
    }
    if (jobId !== null) {
      return earlier.data ? { ...plain, draft: draftOfEarlier(earlier.data), earlier: earlier.data } : null;
    }
    if (groupId !== null) return { ...plain, draft: { ...newDraft([]), mode: 'group', groupId } };
    return picked && { ...plain, draft: draftOfTicks(picked) };
  };
  return { start: start(), error: error?.message ?? null };
}

/** All that match are a filter or a group: who that is will be seen when the job is planned. */
export function draftOfTicks(selection: DeviceSelection): JobDraft {
  if ('deviceIds' in selection) return newDraft(selection.deviceIds);
  const { filter, groupId } = selection;
  const filtered = Object.keys(filter).length > 0;
  if (groupId) return { ...newDraft([]), ...selectionDraft({ groupId, ...(filtered ? { filter } : {}) }) };
  return { ...newDraft([]), ...selectionDraft({ filter: filtered ? filter : { all: true } }) };
}

/** Devices that were deleted are left out; the page says that they are. */
export function draftOfTemplate({ order, goneDeviceIds }: Pick<Template, 'order' | 'goneDeviceIds'>): JobDraft {
  const gone = new Set(goneDeviceIds);
  const deviceIds = order.deviceIds?.filter((id) => !gone.has(id));
  return draftOfOrder({ ...order, ...(deviceIds ? { deviceIds } : {}) });
}

/** As it was ordered, so that devices that came since are in; where they were picked one by one, those. */
export function draftOfEarlier(earlier: EarlierOrder): JobDraft {
  const { settings, deviceIds } = earlier;
  return { ...draftOfOrder({ ...settings, deviceIds: [...deviceIds] }), ...selectionAsOrdered(earlier) };
}

/** Null where the devices were picked one by one, or the group is no more. */
export function selectionAsOrdered({ selection }: EarlierOrder): ReturnType<typeof selectionDraft> | null {
  if (!selection || selection.group?.exists === false) return null;
  const { filter, group } = selection;
  return selectionDraft({ ...(filter ? { filter } : {}), ...(group ? { groupId: group.id } : {}) });
}
