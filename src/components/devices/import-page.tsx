'use client';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { useMe } from '../account/use-me';
import { api } from '../shell/api';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { PageHeader } from '../ui/page-header';
import { ImportPreview } from './import-preview';
import { ImportSource } from './import-source';
import { summary } from './import-words';

/** A CSV file to inventory: choose, look at what would happen, apply. */
export function ImportPage() {
  const { me, can } = useMe();
  const [content, setContent] = useState('');
  const preview = api.devices.import.useMutation();
  const apply = useApply();
  const look = (text: string) => {
    setContent(text);
    apply.reset();
    if (text.trim() === '') return preview.reset();
    preview.mutate({ content: text, format: 'csv', mode: 'preview' });
  };
  return (
    <>
      <PageHeader
        title="Import devices"
        actions={
          <Button asChild variant="ghost">
            <Link href="/devices">
              <ArrowLeft /> Devices
            </Link>
          </Button>
        }
      />
      {me && !can('admin') ? (
        <Alert>Importing devices needs the role admin.</Alert>
      ) : (
        <>
          <ImportSource content={content} onContent={look} />
          {preview.isPending && <p className="text-muted-foreground">Reading the file …</p>}
          {preview.error && <Alert variant="danger">{preview.error.message}</Alert>}
          {apply.error && <Alert variant="danger">{apply.error.message}</Alert>}
          {preview.data && (
            <ImportPreview
              result={apply.data ?? preview.data}
              applying={apply.isPending}
              onApply={() => apply.mutate({ content, format: 'csv', mode: 'apply' })}
            />
          )}
        </>
      )}
    </>
  );
}

function useApply() {
  const utils = api.useUtils();
  return api.devices.import.useMutation({
    onSuccess: async (result) => {
      // Somebody else may have changed the inventory since the preview; then nothing was written.
      if (result.errors.length > 0) return;
      await utils.devices.invalidate();
      toast.success('Imported', { description: summary(result, 'past') });
    },
  });
}
