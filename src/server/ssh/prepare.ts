import type { PlatformEvidence } from '@/domain/connection-test';
import type { DevicePlatform } from '@/domain/device';
import type { Failure } from '@/domain/failure';
import { err, ok, type Result } from '@/domain/result';
import { Channel } from './channel';
import type { Exchange, ExchangeEnd } from './exchange';
import { COMMON_QUESTIONS, type Platform } from './platforms/platform';
import { PLATFORMS, recognise, UNKNOWN_PLATFORM_PROMPT } from './platforms/supported';
import { type LineOptions, Shell } from './shell';
import type { Wire } from './transport';
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
 * Waits for the first prompt, learns it, rises to the privileged level when there is a password for that, and sends the
 * platform's set-up lines. Returned failures: `timeout` (prompt), `unexpected_prompt` (a question, or a router of which
 * platform `auto` cannot be told), `auth_failed` (enable), `connection_lost`. A failure has closed the wire.
 */
export async function prepareShell(wire: Wire, options: PrepareOptions): Promise<Result<ReadyShell, Failure>> {
  const known = options.platform === 'auto' ? undefined : PLATFORMS[options.platform];
  const channel = new Channel(known?.anyPrompt ?? UNKNOWN_PLATFORM_PROMPT, known?.questions ?? COMMON_QUESTIONS);
  const shell = new Shell(wire, channel);
  const clock = { phase: 'prompt', ms: options.promptMs, deadline: wire.loggedInAt + options.promptMs } as const;
  const line: LineOptions = { clock, maxOutputBytes: PREPARE_BYTES };

  const greeting = await answer(shell, shell.greet(line));
  if (greeting.end.kind === 'failed') return err(greeting.end.failure);
  const first = greeting.end.text;
  const platform = known ?? recognise({ ident: wire.ident, greeting: greeting.text, prompt: first });
  if (platform === null || !channel.learn(platform, first)) {
    const shown = plainText(`SSH identification "${wire.ident}" and prompt "${first}"`);
    const failure: Failure = { kind: 'unexpected_prompt', text: `cannot tell the platform from ${shown}` };
    shell.abandon(failure);
    return err(failure);
  }

  const raised = await enable(shell, platform, first, options.enablePassword, line);
  if (raised !== null) return err(raised);
  for (const setUpLine of platform.setUpLines) {
    const { end } = await answer(shell, shell.send(setUpLine, line));
    if (end.kind === 'failed') return err(end.failure);
  }
  if (known) return ok({ shell, platform });
  const named = greeting.text.split(/[\r\n]+/).find((each) => platform.recognise.greeting?.test(each)) ?? '';
  const evidence = { ident: plainText(wire.ident), greeting: plainText(named), answer: '', prompt: plainText(first) };
  return ok({ shell, platform, evidence });
}

async function answer(shell: Shell, exchange: Exchange): Promise<{ readonly end: ExchangeEnd; readonly text: string }> {
  const whole = await exchange.whole();
  shell.settle(exchange);
  return whole;
}

/** Null: privileged, or nothing to do. The password is sent once: a second question for it is a refusal. */
async function enable(
  shell: Shell,
  platform: Platform,
  prompt: string,
  password: string | null,
  line: LineOptions,
): Promise<Failure | null> {
  const { enable: way } = platform;
  if (way === null || password === null || way.privileged.test(prompt)) return null;
  const refused: Failure = { kind: 'auth_failed', detail: 'the router refused the enable password' };

  const asked = await answer(shell, shell.send(way.line, { ...line, expectedQuestion: way.asksPassword }));
  let end = asked.end;
  if (end.kind === 'question') {
    const sent = shell.send(password, { ...line, expectedQuestion: way.asksPassword, secret: true });
    end = (await answer(shell, sent)).end;
  }
  if (end.kind === 'failed') return end.failure;
  if (end.kind === 'prompt' && way.privileged.test(end.text)) return null;
  shell.abandon(refused);
  return refused;
}
