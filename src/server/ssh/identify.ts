import type { Failure } from '@/domain/failure-schema';
import { err, ok, type Result } from '@/domain/result';
import type { Language, Platform } from './platforms/platform';
import { lineToAsk, recognise, recogniseAnswer, speakers } from './platforms/recognise';
import { type Arrival, answerTo, giveUp, type Preparation } from './preparation';
import { withoutEscapes } from './terminal-text';
import { plainText } from './wire-failure';

/** Ends the pages of every pager that this program knows. */
const LEAVE_PAGER = 'q';

export interface Identity {
  readonly platform: Platform;
  /** What the router answered where it had to be asked. */
  readonly answer: string;
}

/**
 * Which record is the router's. Of a given platform the prompt decides between its records. Of an unknown one the SSH
 * identification, greeting and prompt do; where they leave it open, the answer to one line that changes nothing. Nothing
 * that names one platform alone is `unexpected_prompt`.
 */
export async function identify(
  preparation: Preparation,
  language: Language,
  { greeting, prompt }: Arrival,
): Promise<Result<Identity, Failure>> {
  const { shell, channel, records, isKnown, ident } = preparation;
  const told = isKnown ? (speakers(records, prompt)[0] ?? null) : recognise(records, { ident, greeting, prompt });
  if (told !== null) return ok({ platform: told, answer: '' });
  const ask = isKnown ? null : lineToAsk(records, prompt);
  channel.learn(language, prompt);
  const asked = ask === null ? ok('') : await firstPage(preparation, ask);
  if (!asked.ok) return asked;
  const platform = recogniseAnswer(records, prompt, withoutEscapes(asked.value));
  if (platform !== null) return ok({ platform, answer: asked.value });
  const heard = ask === null ? '' : ` and the answer to "${ask}"`;
  const shown = plainText(`SSH identification "${ident}", prompt "${prompt}"${heard}`);
  return giveUp(shell, { kind: 'unexpected_prompt', text: `cannot tell the platform from ${shown}` });
}

/**
 * Paging is on, since nobody knows yet how to turn it off. The first page names the system; the pager is left by one key,
 * which is only sent here: the line asks nothing, and its answer is nobody's output.
 */
async function firstPage({ shell, line, records }: Preparation, ask: string): Promise<Result<string, Failure>> {
  const pagers = records.flatMap((record) => record.pagers);
  const page = await answerTo(shell, shell.send(ask, { ...line, allowedQuestions: pagers }));
  let { end } = page;
  if (end.kind === 'question') end = (await answerTo(shell, shell.press(LEAVE_PAGER, line))).end;
  return end.kind === 'failed' ? err(end.failure) : ok(page.text);
}
