'use client';
import { Send } from 'lucide-react';
import { formatDuration } from '@/domain/format';
import { StateMark } from '../jobs/state-mark';
import { api } from '../shell/api';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { DELIVERY_STATE_VIEWS } from './delivery-state-catalogue';
import type { Delivery } from './webhook';

/** Sends a ping and shows what came back. */
export function useTestWebhook(id: string) {
  const utils = api.useUtils();
  const test = api.webhooks.test.useMutation({ onSuccess: () => utils.webhooks.invalidate() });
  return {
    button: (
      <Button disabled={test.isPending} onClick={() => test.mutate({ id })}>
        <Send /> {test.isPending ? 'Sending …' : 'Send test'}
      </Button>
    ),
    result: test.error ? (
      <Alert variant="danger">{test.error.message}</Alert>
    ) : (
      test.data && <TestResult delivery={test.data} />
    ),
  };
}

export function TestResult({
  delivery,
}: {
  delivery: Pick<Delivery, 'state' | 'status' | 'error' | 'answer' | 'durationMs'>;
}) {
  const { state, status, error, answer, durationMs } = delivery;
  return (
    <Card data-testid="test-result" data-state={state} className="grid gap-2 p-4">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StateMark view={DELIVERY_STATE_VIEWS[state]}>
          {state === 'delivered' ? 'The test arrived' : 'The test did not arrive'}
        </StateMark>
        {status !== null && <span className="font-mono text-xs">HTTP {status}</span>}
        {durationMs !== null && (
          <span className="text-muted-foreground text-xs tabular-nums">{exchangeTime(durationMs)}</span>
        )}
      </p>
      {error && <p className="break-words text-state-failed text-xs">{error}</p>}
      {answer && <AnswerText text={answer} />}
    </Card>
  );
}

/** An exchange with a receiver is often over in a few milliseconds. */
export const exchangeTime = (ms: number): string => (ms < 1_000 ? `${ms} ms` : formatDuration(ms));

/** What a receiver answered: text, whatever it says it is. */
export function AnswerText({ text }: { text: string }) {
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-72 overflow-auto whitespace-pre-wrap break-all rounded-md border bg-muted px-3 py-2 font-mono text-xs"
    >
      {text}
    </pre>
  );
}
