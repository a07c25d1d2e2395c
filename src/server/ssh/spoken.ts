import type { Language } from './platforms/platform';
import { escapePattern } from './terminal-text';

/** A language with the name of one host put in: what a channel compares with. */
export interface Spoken {
  readonly language: Language;
  readonly prompt: RegExp;
  /** The beginning of a line that is a prompt with something typed behind it. */
  readonly promptAhead: RegExp;
  /** Lines above a prompt, from the bottom. */
  readonly abovePrompt: readonly RegExp[];
  /** Null before the host is known: what a greeting says is no refusal. */
  readonly refusals: RegExp | null;
}

/** Before the host is known: any prompt is one. */
export function unlearned(language: Language): Spoken {
  const { anyPrompt } = language;
  return { language, prompt: anyPrompt, promptAhead: anyPrompt, abovePrompt: [], refusals: null };
}

/** Null: `text` is no prompt of that language. */
export function learnFrom(language: Language, text: string): Spoken | null {
  const host = language.anyPrompt.exec(text)?.groups?.host;
  if (host === undefined) return null;
  const [whole, cut] = [host, host.slice(0, language.hostCharactersInMode)].map(hostPattern);
  const named = (source: string) => source.replaceAll('{host}', () => whole!).replaceAll('{cut}', () => cut!);
  const prompts = language.prompts.map(named).join('|');
  return {
    language,
    prompt: new RegExp(`^(?:${prompts})$`),
    promptAhead: new RegExp(`^(?:${prompts})`),
    abovePrompt: language.abovePrompt.map((source) => new RegExp(`^(?:${named(source)})$`)).reverse(),
    refusals: language.refusals.length === 0 ? null : new RegExp(`^${PAINT}(?:${language.refusals.join('|')}).*`, 'm'),
  };
}

/** What may stand unseen at the start of a line: colors (CSI, ECMA-48 §5.4) and NUL. */
const PAINT = '(?:\\u001b\\[[0-?]*[@-~]|\\u0000)*';

/** White space in a name is optional: an echo is compared without any. */
const hostPattern = (host: string) => host.split(/\s+/).map(escapePattern).join('\\s*');
