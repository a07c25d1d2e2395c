'use client';
import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { countryName, formatCount, formatEstimate, formatNumber } from '@/domain/format';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { Card, CardHeader, CardTitle } from '../ui/card';
import { Skeleton } from '../ui/skeleton';
import { optionSentences } from './options-words';
import { describeBatches, describeBatchesWithCanary } from './plan-words';
import { PlatformLinesTable } from './platform-lines-table';
import type { Plan, usePlan } from './use-plan';

interface PlanPanelProps {
  planning: ReturnType<typeof usePlan>;
  /** The button that makes it happen, or keeps it. */
  children: ReactNode;
}

/** What will happen, before it happens. */
export function PlanPanel({ planning, children }: PlanPanelProps) {
  const { plan, problem, error, settled, fieldErrors } = planning;
  return (
    <Card
      data-testid="plan-summary"
      data-settled={settled}
      className="flex flex-col lg:sticky lg:top-16 lg:max-h-[calc(100dvh-8.5rem)]"
    >
      <CardHeader>
        <CardTitle>Plan</CardTitle>
        {planning.input && !settled && !error && (
          <LoaderCircle aria-label="Planning" className="size-3.5 animate-spin text-muted-foreground" />
        )}
      </CardHeader>
      <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-4 [&>*]:shrink-0">
        {problem && <p className="text-muted-foreground">{problem}</p>}
        {/* Nothing went wrong: whoever picks devices may well pick none for a while. */}
        {fieldErrors.filter && <p className="text-muted-foreground">No device is selected: {fieldErrors.filter}.</p>}
        {error && !fieldErrors.filter && (
          <Alert variant="danger">
            <p>{error}</p>
            <Button variant="link" size="bare" onClick={planning.refetch}>
              Try again
            </Button>
          </Alert>
        )}
        {!problem && !error && !plan && <PlanSkeleton />}
        {!problem && !error && plan && (
          <>
            <PlanFacts plan={plan} />
            {plan.warnings.map((warning) => (
              <Alert key={warning.code} variant={INFORMS.has(warning.code) ? 'info' : 'warning'}>
                {warning.message}
              </Alert>
            ))}
            <ExactLines plan={plan} />
          </>
        )}
        {children}
      </div>
    </Card>
  );
}

/** Nothing of these is dangerous, only good to know. */
const INFORMS: ReadonlySet<Plan['warnings'][number]['code']> = new Set(['no_history', 'not_on_platform']);

/** Gives way and scrolls by itself: nine platforms must not push the button that starts the job off the screen. */
function ExactLines({ plan }: { plan: Plan }) {
  return (
    <section aria-label="Lines per platform" className="flex min-h-36 shrink! flex-col gap-1">
      <h3 className="text-muted-foreground">What each platform is sent</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div tabIndex={0} className="min-h-0 overflow-y-auto rounded-md border px-3 pb-2 max-lg:max-h-96">
        <PlatformLinesTable commands={plan.commands} lines={plan.lines} />
      </div>
    </section>
  );
}

function PlanSkeleton() {
  return (
    <div className="grid gap-2">
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-4 w-56" />
      <Skeleton className="h-4 w-32" />
    </div>
  );
}

function PlanFacts({ plan }: { plan: Plan }) {
  const { p50, p90 } = plan.estimateMs;
  const safety = optionSentences(plan.options, plan.batches[0]?.size ?? 0);
  const range = [...new Set([formatEstimate(p50), formatEstimate(p90)])].join(' to ');
  return (
    <dl
      data-testid="plan-facts"
      className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-2 tabular-nums [&>dt]:text-muted-foreground"
    >
      <Fact name="Devices">
        {formatNumber(plan.totalDevices)}
        {plan.group && <span className="text-muted-foreground"> of {plan.group.name}</span>}
      </Fact>
      <Fact name="Commands">{formatCount(plan.commands.length, 'command')} each</Fact>
      <Fact name="Batches">
        {(plan.options.canary ? describeBatchesWithCanary : describeBatches)(plan.batches.map((batch) => batch.size))}
      </Fact>
      <Fact name="Countries">
        <Countries countries={plan.countries} />
      </Fact>
      {safety.length > 0 && (
        <Fact name="Safety">
          {safety.map((sentence) => (
            <span key={sentence} className="block">
              {sentence}
            </span>
          ))}
        </Fact>
      )}
      <Fact name="Estimate">
        {range}
        {plan.devicesPerHour !== null && (
          <span className="block text-muted-foreground text-xs">
            not faster than {formatEstimate(plan.earliestFinishMs)}
          </span>
        )}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

const MAX_COUNTRIES = 12;

function Countries({ countries }: { countries: Plan['countries'] }) {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-xs">
      {countries.slice(0, MAX_COUNTRIES).map(({ country, total }) => (
        <li key={country} title={countryName(country)}>
          <span className="font-mono">{country}</span> <span className="text-muted-foreground">{total}</span>
        </li>
      ))}
      {countries.length > MAX_COUNTRIES && (
        <li className="text-muted-foreground">and {countries.length - MAX_COUNTRIES} more</li>
      )}
    </ul>
  );
}
