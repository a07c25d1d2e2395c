'use client';
import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { formatCountdown, formatExact } from '@/domain/format';
import { api } from '../shell/api';
import { Button } from '../ui/button';
import { useNow } from '../ui/use-now';
import { AnswerText, exchangeTime } from './test-webhook';
import type { Delivery } from './webhook';

/** All of one delivery: what was sent, what came back, what comes next. */
export function DeliveryDetail({ delivery }: { delivery: Delivery }) {
  const { id, event, payload, answer, error, lastAttemptAt, durationMs, heldReason } = delivery;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <div className="grid min-w-0 content-start gap-3">
        <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
          <Fact name="Delivery">
            <code className="font-mono">{id}</code>
          </Fact>
          {delivery.jobTitle && <Fact name="Job">{delivery.jobTitle}</Fact>}
          <Fact name="Happened">{formatExact(delivery.createdAt)}</Fact>
          {lastAttemptAt && (
            <Fact name="Last attempt">
              {formatExact(lastAttemptAt)}
              {durationMs !== null && `, took ${exchangeTime(durationMs)}`}
            </Fact>
          )}
          {delivery.nextAttemptAt && (
            <Fact name="Next attempt">
              <NextAttempt at={delivery.nextAttemptAt} />
            </Fact>
          )}
          {heldReason && <Fact name="Held">{heldReason}</Fact>}
          {error && (
            <Fact name="Problem">
              <span className="break-words text-state-failed">{error}</span>
            </Fact>
          )}
        </dl>
        {event !== 'ping' && <Redeliver delivery={delivery} />}
      </div>
      <div className="grid min-w-0 content-start gap-3">
        <Section title="Sent">
          <AnswerText text={indented(payload)} />
        </Section>
        {answer !== null && (
          <Section title="Answer">
            {answer === '' ? <p className="text-muted-foreground">Without a body</p> : <AnswerText text={answer} />}
          </Section>
        )}
      </div>
    </div>
  );
}

const indented = (json: string): string => JSON.stringify(JSON.parse(json), null, 2);

function NextAttempt({ at }: { at: string }) {
  const leftMs = Date.parse(at) - useNow();
  return <span title={formatExact(at)}>{leftMs <= 0 ? 'now' : `in ${formatCountdown(leftMs)}`}</span>;
}

function Redeliver({ delivery: { id, state } }: { delivery: Delivery }) {
  const utils = api.useUtils();
  const again = api.webhooks.redeliver.useMutation({
    onSuccess: async () => {
      await utils.webhooks.invalidate();
      toast.success('On the way again');
    },
    onError: (error) => toast.error('Not sent', { description: error.message }),
  });
  return (
    <div>
      <Button size="sm" disabled={again.isPending} onClick={() => again.mutate({ deliveryId: id })}>
        <RotateCw /> {state === 'pending' || state === 'held' ? 'Send now' : 'Send again'}
      </Button>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0 tabular-nums">{children}</dd>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid min-w-0 gap-1">
      <h3 className="text-muted-foreground">{title}</h3>
      {children}
    </section>
  );
}
