'use client';
import { STRATEGIES } from '@/domain/job';
import { useMe } from '../account/use-me';
import { FormField } from '../ui/form-field';
import { Input } from '../ui/input';
import { Label } from '../ui/label';
import { Slider } from '../ui/slider';
import { ToggleGroup, ToggleGroupItem } from '../ui/toggle-group';
import type { DraftProps } from './job-draft';
import { DEFAULT_BATCH_SIZE, parseRate } from './job-draft';

/** The page offers this many at least; one by one and all at once have a button each. */
const MIN_BATCH = 2;
const USUAL_MAX_BATCH = 50;

type SizeMode = 'one' | 'some' | 'all';
const modeOf = (batchSize: number): SizeMode => (batchSize === 0 ? 'all' : batchSize === 1 ? 'one' : 'some');
const SIZE_OF = { one: 1, some: DEFAULT_BATCH_SIZE, all: 0 } satisfies Record<SizeMode, number>;

export function PaceFields({ draft, change }: DraftProps) {
  const rate = parseRate(draft.devicesPerHour);
  return (
    <div className="grid gap-5 md:grid-cols-2">
      <BatchSize draft={draft} change={change} />
      <div className="grid content-start gap-5">
        <fieldset className="grid gap-1.5">
          <legend className="mb-1.5 font-medium text-xs">Strategy</legend>
          <ToggleGroup
            type="single"
            aria-label="Strategy"
            value={draft.strategy}
            onValueChange={(value) => {
              const strategy = STRATEGIES.find((known) => known === value);
              if (strategy) change({ strategy });
            }}
          >
            <ToggleGroupItem value="batch">Batch by batch</ToggleGroupItem>
            <ToggleGroupItem value="rolling">Rolling</ToggleGroupItem>
          </ToggleGroup>
          <p className="text-muted-foreground text-xs">
            {draft.strategy === 'batch'
              ? 'The next batch starts after the last device of this one.'
              : 'A place that becomes free is filled at once; never more sessions than the batch size.'}
          </p>
        </fieldset>
        <FormField
          label="Devices per hour"
          hint="Optional. Leave it empty for no limit."
          error={rate === 'invalid' ? 'Expected a number above 0' : undefined}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              className="max-w-40 tabular-nums"
              value={draft.devicesPerHour}
              onChange={(event) => change({ devicesPerHour: event.target.value })}
            />
          )}
        </FormField>
      </div>
    </div>
  );
}

function BatchSize({ draft, change }: DraftProps) {
  const { me } = useMe();
  const max = Math.max(MIN_BATCH, me?.limits.maxBatchSize ?? USUAL_MAX_BATCH);
  const mode = modeOf(draft.batchSize);
  return (
    <div className="grid content-start gap-1.5">
      <Label htmlFor="batch-size">Batch size</Label>
      <ToggleGroup
        type="single"
        aria-label="Batch size"
        value={mode}
        onValueChange={(value) => value && change({ batchSize: SIZE_OF[value as SizeMode] })}
      >
        <ToggleGroupItem value="one">One by one</ToggleGroupItem>
        <ToggleGroupItem value="some">Batches</ToggleGroupItem>
        <ToggleGroupItem value="all">All at once</ToggleGroupItem>
      </ToggleGroup>
      {mode === 'some' && (
        <div className="flex items-center gap-4">
          <Slider
            aria-label="Devices per batch, slider"
            min={MIN_BATCH}
            max={max}
            value={[draft.batchSize]}
            onValueChange={([size]) => size !== undefined && change({ batchSize: size })}
          />
          <SizeInput max={max} value={draft.batchSize} onChange={(batchSize) => change({ batchSize })} />
        </div>
      )}
      <p className="text-muted-foreground text-xs">
        {mode === 'some' &&
          `${draft.batchSize} devices have a session at the same time. ${MIN_BATCH} to ${max} are possible.`}
        {mode === 'one' && 'One session at a time.'}
        {mode === 'all' && 'Every device starts at once. Only for small selections.'}
      </p>
    </div>
  );
}

function SizeInput({ max, value, onChange }: { max: number; value: number; onChange: (size: number) => void }) {
  return (
    <Input
      id="batch-size"
      type="number"
      aria-label="Devices per batch"
      min={MIN_BATCH}
      max={max}
      value={value}
      onChange={(event) => {
        const size = event.target.valueAsNumber;
        if (Number.isInteger(size) && size > 0) onChange(Math.min(max, size));
      }}
      className="w-20 text-right tabular-nums"
    />
  );
}
