'use client';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import type { JobOrder } from '../jobs/order-draft';
import { api } from '../shell/api';
import { fieldErrorsOf } from '../shell/field-errors';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { NameFields } from '../ui/name-fields';
import { Sheet, SheetBody, SheetContent, SheetDescription, SheetFooter, SheetHeader, SheetTitle } from '../ui/sheet';
import { OrderFacts } from './order-facts';

/** `order`: null while it cannot be planned. */
export function SaveTemplateSheet(props: { open: boolean; order: JobOrder | null; onClose: () => void }) {
  const { open, order, onClose } = props;
  return (
    <Sheet open={open} onOpenChange={(next) => !next && onClose()}>
      <SheetContent className="sm:max-w-lg">
        <SheetHeader>
          <SheetTitle>Save as a template</SheetTitle>
          <SheetDescription>
            It starts nothing by itself, and changing commands are confirmed at each run.
          </SheetDescription>
        </SheetHeader>
        {order && <SaveForm order={order} onDone={onClose} />}
      </SheetContent>
    </Sheet>
  );
}

function SaveForm({ order, onDone }: { order: JobOrder; onDone: () => void }) {
  const utils = api.useUtils();
  const [head, setHead] = useState({ name: '', description: '' });
  const create = api.templates.create.useMutation({
    onSuccess: async () => {
      await utils.templates.invalidate();
      toast.success(`Saved the template ${head.name.trim()}`);
      onDone();
    },
  });
  const errors = fieldErrorsOf(create.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ name: head.name, description: head.description.trim() || null, order });
  };
  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <SheetBody className="grid content-start gap-4">
        {create.error && !errors.name && !errors.description && <Alert variant="danger">{create.error.message}</Alert>}
        <NameFields value={head} onChange={setHead} errors={errors} />
        <OrderFacts order={order} />
      </SheetBody>
      <SheetFooter>
        <Button onClick={onDone}>Back</Button>
        <Button type="submit" variant="primary" disabled={create.isPending}>
          Save template
        </Button>
      </SheetFooter>
    </form>
  );
}
