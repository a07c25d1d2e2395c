'use client';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { api, type Inputs } from '../shell/api';
import { fieldErrorsOf } from '../shell/field-errors';
import { NameFields } from '../ui/name-fields';
import { PanelForm } from '../ui/panel-form';
import { Sheet, SheetContent, SheetDescription, SheetHeader, SheetTitle } from '../ui/sheet';
import { OrderFacts } from './order-facts';

type NewOrder = Inputs['templates']['create']['order'];

/** `order`: null while it cannot be planned. */
export function SaveTemplateSheet(props: { open: boolean; order: NewOrder | null; onClose: () => void }) {
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

function SaveForm({ order, onDone }: { order: NewOrder; onDone: () => void }) {
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
    <PanelForm
      problem={errors.name || errors.description ? null : create.error?.message}
      action="Save template"
      busy={create.isPending}
      onSubmit={submit}
      onBack={onDone}
    >
      <NameFields value={head} onChange={setHead} errors={errors} />
      <OrderFacts order={order} />
    </PanelForm>
  );
}
