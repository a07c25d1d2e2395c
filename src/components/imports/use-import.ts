'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import type { ColumnMapping, ImportDefaults, RowFate } from '@/domain/inventory';
import { api, type Inputs } from '../shell/api';
import type { ImportSource } from './import-file';
import { type ImportResult, summary } from './import-words';

/** Everything that decides what an import would do. */
export interface ImportDraft {
  readonly source: ImportSource;
  readonly mapping: ColumnMapping;
  readonly defaults: ImportDefaults;
}

export interface RowWindow {
  readonly fate?: RowFate;
  readonly offset?: number;
}

/** Files and sheets have one answer, by two procedures. */
export function useAskImport() {
  const { client } = api.useUtils();
  const fileInput = ({ source, mapping, defaults }: ImportDraft): Omit<Inputs['devices']['import'], 'mode'> => {
    if (source.kind !== 'file') throw new Error('A sheet is not sent');
    const { content, format, fileName, sheet } = source;
    return { content, format, sheet, fileName: fileName?.slice(0, 120) || undefined, mapping, defaults };
  };
  return {
    preview: (draft: ImportDraft, show?: RowWindow): Promise<ImportResult> => {
      const { source, mapping, defaults } = draft;
      if (source.kind === 'sheet') return client.sheets.preview.mutate({ id: source.id, mapping, defaults, show });
      return client.devices.import.mutate({ ...fileInput(draft), mode: 'preview', show });
    },
    apply: (draft: ImportDraft, previewHash: string): Promise<ImportResult> => {
      const { source, mapping, defaults } = draft;
      if (source.kind === 'sheet')
        return client.sheets.import.mutate({ id: source.id, mapping, defaults, previewHash });
      return client.devices.import.mutate({ ...fileInput(draft), mode: 'apply', previewHash });
    },
  };
}

/** The one import that the page is at: what was chosen, what it would do, what it did. */
export function useImport() {
  const ask = useAskImport();
  const utils = api.useUtils();
  const [draft, setDraft] = useState<ImportDraft | null>(null);
  // Stays in sight while the next one is asked for.
  const [shown, setShown] = useState<ImportResult | null>(null);
  const preview = useMutation({
    mutationFn: (next: ImportDraft) => ask.preview(next),
    onSuccess: (result) => setShown(result),
  });
  const apply = useMutation({
    mutationFn: (now: { draft: ImportDraft; previewHash: string }) => ask.apply(now.draft, now.previewHash),
    onSuccess: async (result) => {
      await Promise.all([utils.devices.invalidate(), utils.imports.invalidate(), utils.sheets.invalidate()]);
      if (result.errorTotal > 0) setShown(result);
      else toast.success('Imported', { description: summary(result, 'past') });
    },
  });

  const look = (next: ImportDraft) => {
    setDraft(next);
    apply.reset();
    preview.mutate(next);
  };
  return {
    draft,
    result: preview.error ? null : shown,
    reading: preview.isPending,
    applying: apply.isPending,
    problem: preview.error?.message ?? apply.error?.message ?? null,
    done: apply.data && apply.data.errorTotal === 0 ? apply.data : null,
    /** Another source: what was said of the last one is forgotten. */
    open: (source: ImportSource, as: Partial<ImportDraft> = {}) => {
      setShown(null);
      look({ source, mapping: {}, defaults: {}, ...as });
    },
    change: (change: Partial<ImportDraft>) => {
      if (draft) look({ ...draft, ...change });
    },
    /** Looks again, where the inventory or the sheet has changed. */
    refresh: () => {
      if (draft) look(draft);
    },
    apply: () => {
      if (draft && shown?.previewHash) apply.mutate({ draft, previewHash: shown.previewHash });
    },
    close: () => {
      setDraft(null);
      setShown(null);
      preview.reset();
      apply.reset();
    },
  };
}

export type ImportState = ReturnType<typeof useImport>;
