import type { PlatformEvidence } from '@/domain/connection-test';
import type { DevicePlatform } from '@/domain/device';
import type { Failure } from '@/domain/failure-schema';
import { err, ok, type Result } from '@/domain/result';
import { arrive } from './arrive';
import { Channel } from './channel';
import { enable } from './enable';
import { identify } from './identify';
import type { Platform } from './platforms/platform';
import { anyOf, atLogin, recordsOf } from './platforms/supported';
import { answerTo, type Preparation } from './preparation';
import { Shell } from './shell';
import type { Wire } from './wire';
import { plainText } from './wire-failure';

/** Banners and the answers to set-up lines are short; more of them is not kept. */
const PREPARE_BYTES = 64 * 1024;

export interface PrepareOptions {
  readonly platform: DevicePlatform;
  /** For everything from the login to the last set-up line, milliseconds. */
  readonly promptMs: number;
  readonly enablePassword: string | null;
}

export interface ReadyShell {
  readonly shell: Shell;
  readonly platform: Platform;
  /** Of platform `auto`: what it was recognised by. */
  readonly evidence?: PlatformEvidence;
}

/**
 * Waits for the first prompt, learns it and which platform it is, rises to the privileged level when there is a password
 * for that, and sends the platform's set-up lines. Returned failures: `timeout` (prompt), `unexpected_prompt` (a question,
 * or a router of which platform `auto` cannot be told), `auth_failed` (enable), `connection_lost`. A failure has closed
 * the wire.
 */
export async function prepareShell(wire: Wire, options: PrepareOptions): Promise<Result<ReadyShell, Failure>> {
  const records = recordsOf(options.platform);
  const language = anyOf(records);
  const channel = new Channel(atLogin(language, records));
  const shell = new Shell(wire, channel);
  const clock = { phase: 'prompt', ms: options.promptMs, deadline: wire.loggedInAt + options.promptMs } as const;
  const preparation: Preparation = {
    shell,
    channel,
    line: { clock, maxOutputBytes: PREPARE_BYTES },
    records,
    isKnown: options.platform !== 'auto',
    ident: wire.ident,
  };

  const arrival = await arrive(preparation);
  if (!arrival.ok) return arrival;
  const identified = await identify(preparation, language, arrival.value);
  if (!identified.ok) return identified;
  const { platform, answer } = identified.value;
  channel.learn(platform, arrival.value.prompt);
  shell.endLinesWith(platform.lineEnd);

  const raised = await enable(preparation, platform.enable, arrival.value.prompt, options.enablePassword);
  if (raised !== null) return err(raised);
  for (const setUpLine of platform.setUpLines) {
    const { end } = await answerTo(shell, shell.send(setUpLine, preparation.line));
    if (end.kind === 'failed') return err(end.failure);
  }
  if (preparation.isKnown) return ok({ shell, platform });
  const { greeting, prompt } = arrival.value;
  const evidence = {
    ident: plainText(wire.ident),
    greeting: lineThatFits(greeting, platform.recognise.greeting),
    answer: lineThatFits(answer, platform.recognise.answer),
    prompt: plainText(prompt),
  };
  return ok({ shell, platform, evidence });
}

const lineThatFits = (text: string, pattern: RegExp | null): string =>
  plainText(text.split(/[\r\n]+/).find((line) => pattern?.test(line)) ?? '');
