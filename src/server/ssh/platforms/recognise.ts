import type { Platform } from './platform';

/** What an unknown router has shown of itself by the time of its first prompt. */
export interface FirstImpression {
  /** Software part of the SSH identification line, e.g. `Cisco-1.25`. */
  readonly ident: string;
  /** Everything that came before the prompt. */
  readonly greeting: string;
  readonly prompt: string;
}

/** Those whose identification line or greeting it is. */
export function named(
  platforms: readonly Platform[],
  { ident, greeting }: Omit<FirstImpression, 'prompt'>,
): Platform[] {
  return platforms.filter(
    ({ recognise }) => recognise.ident?.test(ident) || recognise.greeting?.test(greeting.replaceAll('\r', '')),
  );
}

/** Null: nothing that it showed names one platform alone. */
export function recognise(platforms: readonly Platform[], impression: FirstImpression): Platform | null {
  const fitting = speakers(platforms, impression.prompt);
  const byPrompt = fitting.filter((platform) => platform.recognise.prompt?.test(impression.prompt));
  return only(byPrompt) ?? only(named(fitting, impression));
}

/** The one line that may be sent to find out more: it changes nothing on any platform with such a prompt. */
export function lineToAsk(platforms: readonly Platform[], prompt: string): string | null {
  return speakers(platforms, prompt)[0]?.recognise.ask ?? null;
}

/** Null: the answer, or the first page of it, names no platform or several. */
export function recogniseAnswer(platforms: readonly Platform[], prompt: string, answer: string): Platform | null {
  const text = answer.replaceAll('\r', '');
  return only(speakers(platforms, prompt).filter((platform) => platform.recognise.answer.test(text)));
}

/** Those whose prompt it may be. */
export function speakers(platforms: readonly Platform[], prompt: string): Platform[] {
  return platforms.filter(({ anyPrompt }) => anyPrompt.test(prompt));
}

const only = (platforms: readonly Platform[]): Platform | null => (platforms.length === 1 ? platforms[0]! : null);
