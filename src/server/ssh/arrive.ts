import type { Failure } from '@/domain/failure-schema';
import { err, ok, type Result } from '@/domain/result';
import { named } from './platforms/recognise';
import { type Arrival, answerTo, giveUp, type Preparation } from './preparation';
import { withoutEscapes } from './terminal-text';
import { plainText } from './wire-failure';

/**
 * Waits for the first prompt. On the way it gives the answers that the platform's own list has, each once: to decline a
 * change of password, to leave a system's shell for the CLI. Of a router of unknown platform the list counts that its
 * identification or greeting names. Any other question is `unexpected_prompt`.
 */
export async function arrive(preparation: Preparation): Promise<Result<Arrival, Failure>> {
  const { shell, line, records, isKnown, ident } = preparation;
  const left = new Set(records.flatMap(({ atLogin }) => atLogin));
  const options = { ...line, allowedQuestions: [...left].map(({ asks }) => asks) };
  let greeting = '';
  let exchange = shell.greet(options);
  for (;;) {
    const { end, text } = await answerTo(shell, exchange);
    greeting += withoutEscapes(text);
    if (end.kind === 'failed') return err(end.failure);
    if (end.kind === 'prompt') return ok({ greeting, prompt: end.text });
    const own = isKnown ? records : named(records, { ident, greeting });
    const answer = own
      .flatMap(({ atLogin }) => atLogin)
      .find((candidate) => left.has(candidate) && candidate.asks.test(end.text));
    if (answer === undefined) return giveUp(shell, { kind: 'unexpected_prompt', text: plainText(end.text) });
    left.delete(answer);
    exchange = shell.press(answer.keys, options);
  }
}
