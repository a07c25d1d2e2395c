'use client';
import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '../ui/button';
import { Card, CardBody, CardHeader, CardTitle } from '../ui/card';
import { cn } from '../ui/cn';
import { CanaryFields } from './canary-fields';
import type { DraftProps } from './job-draft';
import { type OptionsProps, optionErrors, optionsInput } from './options-draft';
import { optionsSummary } from './options-words';
import { OrderFields } from './order-fields';
import { StopRuleFields } from './stop-rule-fields';

/** Order, canary, limits: one line that says what is set, and all of it when opened. */
export function SafetySection({
  draft,
  change,
  serverErrors,
}: DraftProps & { serverErrors: Readonly<Record<string, string>> }) {
  const [open, setOpen] = useState(false);
  const bodyId = useId();
  const { options } = draft;
  const errors = { ...serverErrors, ...optionErrors(options) };
  const wrong = Object.values(optionErrors(options))[0] ?? serverErrors['canary.size'];
  const part: OptionsProps = {
    options,
    errors,
    change: (changed) => change({ options: { ...options, ...changed } }),
  };
  return (
    <Card data-testid="safety-section">
      <CardHeader className={cn(!open && 'border-b-0')}>
        <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-4">
          <CardTitle className="whitespace-nowrap">Safety and order</CardTitle>
          {!open && (
            <p data-testid="safety-summary" className="min-w-0 text-muted-foreground text-xs">
              {wrong ? <span className="text-state-failed">{wrong}</span> : optionsSummary(optionsInput(options))}
            </p>
          )}
        </div>
        <Button
          variant="ghost"
          size="sm"
          aria-expanded={open}
          aria-controls={bodyId}
          aria-label={open ? 'Close safety and order' : 'Change safety and order'}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Close' : 'Change'}
          <ChevronDown aria-hidden className={cn('size-3.5 transition-transform duration-150', open && 'rotate-180')} />
        </Button>
      </CardHeader>
      <div id={bodyId} hidden={!open}>
        <CardBody className="grid gap-6">
          <CanaryFields {...part} />
          <StopRuleFields {...part} />
          <OrderFields {...part} />
        </CardBody>
      </div>
    </Card>
  );
}
