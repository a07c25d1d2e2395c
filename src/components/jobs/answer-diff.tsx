'use client';
import type { DevicePlatform } from '@/domain/device';
import type { Scope } from '@/domain/volatile';
import { api } from '../shell/api';
import { ErrorState } from '../ui/notice';
import { SkeletonRows } from '../ui/skeleton';
import { DiffView } from './diff-view';

export interface AnswerSide {
  readonly jobId: string;
  readonly deviceId: string;
  readonly deviceName: string;
  readonly platform: DevicePlatform;
  /** 0-based, in the plan of that job. */
  readonly command: number;
  readonly title: string;
}

/** Fetches two stored answers and shows them side by side. */
export function AnswerDiff({ left, right, scope }: { left: AnswerSide; right: AnswerSide; scope: Scope }) {
  const one = useAnswer(left);
  const two = useAnswer(right);
  const error = one.error ?? two.error;
  if (error) return <ErrorState title="The outputs could not be loaded" message={error.message} />;
  if (one.text === null || two.text === null) return <SkeletonRows rows={4} className="rounded-md border" />;
  const of = ({ platform, deviceName }: AnswerSide) => ({ platform, deviceName, scope });
  return (
    <DiffView
      left={{ title: left.title, text: one.text, of: of(left) }}
      right={{ title: right.title, text: two.text, of: of(right) }}
    />
  );
}

function useAnswer({ jobId, deviceId, command }: AnswerSide) {
  const { data, error } = api.jobs.output.useQuery({ jobId, deviceId }, { staleTime: Number.POSITIVE_INFINITY });
  return { text: data ? (data.commands[command]?.output ?? '') : null, error };
}
