'use client';
import { MAX_RETRIES, ORDERS, PRIORITIES } from '@/domain/job-options';
import { Choice } from './choice';
import { NumberField } from './number-field';
import type { OptionsProps } from './options-draft';
import { ORDER_LABELS, PRIORITY_LABELS } from './options-words';

const ORDER_CHOICES = ORDERS.map((value) => ({ value, label: ORDER_LABELS[value] }));
const PRIORITY_CHOICES = PRIORITIES.map((value) => ({ value, label: PRIORITY_LABELS[value] }));
const RETRY_CHOICES = Array.from({ length: MAX_RETRIES + 1 }, (_, times) => ({
  value: String(times),
  label: times === 0 ? 'None' : String(times),
}));

/** Who comes first, how often a device is tried, and when the job must be over. */
export function OrderFields({ options, change, errors }: OptionsProps) {
  return (
    <div className="grid gap-5 md:grid-cols-2">
      <Choice
        legend="Order"
        value={options.order}
        options={ORDER_CHOICES}
        onChange={(order) => change({ order })}
        hint={
          options.order === 'spread'
            ? 'Every batch has its share of each country, so that no country is hit at once.'
            : 'In the order in which they were chosen.'
        }
      />
      <Choice
        legend="Automatic retries"
        value={String(options.retries)}
        options={RETRY_CHOICES}
        onChange={(times) => change({ retries: Number(times) })}
        hint="Per device, with growing waits, never after a changing command. Busy devices are tried three times in any job."
      />
      <Choice
        legend="Priority"
        value={options.priority}
        options={PRIORITY_CHOICES}
        onChange={(priority) => change({ priority })}
        hint="Which job gets a free session first when several run."
      />
      <NumberField
        label="Deadline"
        unit="minutes after the start"
        hint="Optional. Then no further device starts and the job ends as failed."
        error={errors.deadlineMs}
        value={options.deadlineMinutes}
        onChange={(deadlineMinutes) => change({ deadlineMinutes })}
      />
    </div>
  );
}
