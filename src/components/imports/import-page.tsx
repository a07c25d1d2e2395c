'use client';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useMe } from '../account/use-me';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { Card, CardBody } from '../ui/card';
import { PageHeader } from '../ui/page-header';
import { SkeletonRows } from '../ui/skeleton';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '../ui/tabs';
import { ImportColumns } from './import-columns';
import { ImportDone } from './import-done';
import { ImportHistory } from './import-history';
import { ImportPreview } from './import-preview';
import { FileField } from './import-source';
import { SheetsPanel } from './sheets-panel';
import { type ImportState, useImport } from './use-import';

/** A file or a Google sheet to inventory: choose, say what its columns mean, look at what would happen, apply, undo. */
export function ImportPage() {
  const { me, can } = useMe();
  const current = useImport();
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
          <Sources current={current} />
          <Steps current={current} />
          {can('admin') && <ImportHistory />}
        </>
      )}
    </>
  );
}

function Sources({ current }: { current: ImportState }) {
  const [tab, setTab] = useState('file');
  return (
    <Card>
      <CardBody className="grid gap-4 pt-1">
        <Tabs value={tab} onValueChange={setTab} className="grid gap-4">
          <TabsList aria-label="Where devices come from">
            <TabsTrigger value="file">File or text</TabsTrigger>
            <TabsTrigger value="sheets">Google Sheets</TabsTrigger>
          </TabsList>
          <TabsContent value="file">
            <FileField current={current} />
          </TabsContent>
          <TabsContent value="sheets">
            <SheetsPanel current={current} />
          </TabsContent>
        </Tabs>
      </CardBody>
    </Card>
  );
}

/** What follows once there is something to read. */
function Steps({ current }: { current: ImportState }) {
  const { draft, result, reading, problem, done } = current;
  if (!draft) return null;
  if (done) return <ImportDone result={done} onClose={current.close} />;
  return (
    <>
      {problem && (
        <Alert variant="danger" className="items-center">
          <div className="flex flex-wrap items-center justify-between gap-2">
            {problem}
            <Button size="sm" onClick={current.refresh}>
              Look again
            </Button>
          </div>
        </Alert>
      )}
      {!result && reading && (
        <Card aria-label="Reading" aria-busy>
          <SkeletonRows rows={4} />
        </Card>
      )}
      {result && (
        <div className="grid gap-4" aria-busy={reading}>
          {result.columns.length > 0 && <ImportColumns result={result} draft={draft} onChange={current.change} />}
          <ImportPreview current={current} result={result} draft={draft} />
        </div>
      )}
    </>
  );
}
