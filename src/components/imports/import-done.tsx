'use client';
import { CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { formatNumber } from '@/domain/format';
import { Button } from '../ui/button';
import { Card, CardBody } from '../ui/card';
import { type ImportResult, summary } from './import-words';
import { UndoImport } from './undo-import';

/** What an import did, and the way back. */
export function ImportDone({ result, onClose }: { result: ImportResult; onClose: () => void }) {
  const [undoing, setUndoing] = useState(false);
  const { importId, unchanged } = result;
  return (
    <Card data-testid="import-done">
      <CardBody className="flex flex-wrap items-center justify-between gap-3">
        <p className="flex items-center gap-2" role="status">
          <CircleCheck aria-hidden className="size-4 shrink-0 text-state-completed" />
          <span>
            {summary(result, 'past')}
            {unchanged > 0 && `, ${formatNumber(unchanged)} were as they are`}.
          </span>
        </p>
        <div className="flex flex-wrap gap-2">
          {importId && (
            <Button data-testid="undo-import" onClick={() => setUndoing(true)}>
              Undo
            </Button>
          )}
          <Button onClick={onClose}>Import more</Button>
          <Button asChild variant="primary">
            <Link href="/devices">Show devices</Link>
          </Button>
        </div>
      </CardBody>
      {undoing && importId && (
        <UndoImport
          run={{ ...result, id: importId }}
          onClose={(undone) => {
            setUndoing(false);
            if (undone) onClose();
          }}
        />
      )}
    </Card>
  );
}
