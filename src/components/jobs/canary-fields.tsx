'use client';
import { Choice } from './choice';
import { NumberField } from './number-field';
import type { CanaryChoice, OptionsProps } from './options-draft';

const CHOICES = [
  { value: 'none', label: 'None' },
  { value: 'size', label: 'First devices' },
  { value: 'each', label: 'One per platform and country' },
] as const satisfies readonly { value: CanaryChoice; label: string }[];

const AFTER = [
  { value: 'wait', label: 'Wait for a person' },
  { value: 'continue', label: 'Go on by itself' },
] as const;

/** A first batch that must complete on every device before any other device is touched. */
export function CanaryFields({ options, change, errors }: OptionsProps) {
  const { canary, canaryAfter } = options;
  return (
    <div className="grid gap-5 md:grid-cols-2">
      <div className="grid content-start gap-3">
        <Choice
          legend="Canary"
          value={canary}
          options={CHOICES}
          onChange={(next) => change({ canary: next })}
          hint={
            canary === 'none'
              ? 'Every device is treated alike.'
              : 'Each of these must complete before any other device is touched; if one does not, the job ends.'
          }
        />
        {canary === 'size' && (
          <NumberField
            label="Canary devices"
            unit="devices"
            error={errors['canary.size']}
            value={options.canarySize}
            onChange={(canarySize) => change({ canarySize })}
          />
        )}
      </div>
      {canary !== 'none' && (
        <Choice
          legend="After the canary passed"
          value={canaryAfter}
          options={AFTER}
          onChange={(next) => change({ canaryAfter: next })}
          hint={
            canaryAfter === 'wait'
              ? 'The job is paused then, and goes on when somebody presses Resume.'
              : 'The other devices start right away.'
          }
        />
      )}
    </div>
  );
}
