import type { ServerChannel } from 'ssh2';
import type { Dialect, LoginQuestion, Mode, Reply, Seat } from '../cli/dialect';
import type { View } from '../cli/view';
import { type Fault, hits, isSetupLine } from './fault';
import { playFault } from './fault-play';
import type { LinePlace } from './ledger-entry';
import { createLineReader } from './line-reader';
import { createPager, type Pager } from './pager';
import type { DeviceSettings } from './settings';
import { createTerminal } from './terminal';
import { echoAtEnter, paintOutput, paintPrompt, rawEcho, STATUS_ANSWER, STATUS_QUERY, withLookAlike } from './traps';

const LOG_OUT_LINE = /^\s*\/?(?:exit|quit|logout)\s*$/i;

/** What a shell is given by its router. Everything is asked for anew, so that changes at run time take hold. */
export interface ShellContext {
  readonly dialect: Dialect;
  readonly enablePassword?: string;
  view(): View;
  seat(): Seat;
  settings(): DeviceSettings;
  fault(): Fault | null;
  onLine(place: LinePlace, text: string): void;
  /** Ends the TCP connection at once. */
  destroy(): void;
  /** Ends the SSH connection in good order. */
  end(): void;
}

/** A command that waits for its answer, and since when (milliseconds of `performance.now`). */
interface Thinking {
  readonly since: number;
  answer(): void;
}

/** What the shell does with the next character. */
type Stance =
  | { readonly kind: 'prompt' }
  /** Working on a command: input waits, Ctrl-C ends it. */
  | { readonly kind: 'busy'; readonly timer?: NodeJS.Timeout; readonly thinking?: Thinking }
  | { readonly kind: 'pager'; readonly pager: Pager }
  | { readonly kind: 'password'; readonly tries: number }
  | { readonly kind: 'question'; readonly text: string }
  /** One key, whatever it is, ends the question. */
  | { readonly kind: 'confirm'; readonly yes?: string }
  /** Nothing is answered any more. */
  | { readonly kind: 'mute' };

const ENABLE_TRIES = 3;
const MIN_SLOW_MS = 100;
const SLOW_FACTOR = 20;

export interface Shell {
  /** These two go into the ledger when the session ends. */
  readonly bytes: number;
  readonly unfinished: string;
  /** A command that waits for its answer comes under the new time, counted from when it was typed. */
  thinkTimeChanged(): void;
}

/** Runs one interactive shell on an SSH channel. */
export function openShell(channel: ServerChannel, context: ShellContext): Shell {
  const terminal = createTerminal(channel);
  const { dialect } = context;
  const reader = createLineReader(dialect.returnEndsLines);
  const { painter, loginQuestion } = dialect;
  const isSetup = (line: string) => (dialect.isSetup ?? isSetupLine)(line);
  const privilegeMode = context.settings().privilege === 1 ? 'user' : 'exec';
  let mode: Mode = dialect.startMode?.(context.seat()) ?? privilegeMode;
  let pageLines = dialect.pageLinesAt?.(context.seat()) ?? dialect.pageLines;
  let stance: Stance = { kind: 'mute' };
  let waiting = '';
  let bytes = 0;
  let commands = 0;
  let consuming = false;
  /** How many characters of `waiting` have been echoed already. */
  let echoedAhead = 0;
  let stamped = dialect.stamp !== undefined;
  let completing = true;

  channel.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    const typed = chunk.toString('utf8');
    waiting += context.settings().statusQuery ? typed.replaceAll(STATUS_ANSWER, '') : typed;
    if (dialect.echoesAhead && stance.kind === 'busy') {
      terminal.write(rawEcho(waiting.slice(echoedAhead)));
      echoedAhead = waiting.length;
    }
    consume();
  });
  channel.on('close', () => {
    if (stance.kind === 'busy') clearTimeout(stance.timer);
    stance = { kind: 'mute' };
  });
  if (context.fault()?.kind !== 'no_prompt') greet();

  return {
    get bytes() {
      return bytes;
    },
    get unfinished() {
      return reader.pending() + waiting;
    },
    thinkTimeChanged() {
      if (stance.kind !== 'busy' || !stance.thinking) return;
      clearTimeout(stance.timer);
      think(stance.thinking);
    },
  };

  function greet() {
    const { motd, statusQuery, promptDelayMs = 0 } = context.settings();
    const message = motd ? `\n${withLookAlike(motd, promptText())}\n` : '';
    terminal.write(`${message}${dialect.greeting}${dialect.pageLines > 0 ? '\n' : ''}`);
    const begin = () => {
      if (statusQuery) terminal.write(STATUS_QUERY);
      if (loginQuestion && context.settings().asksAtLogin) ask(loginQuestion);
      else prompt();
    };
    if (promptDelayMs === 0) begin();
    else stance = { kind: 'busy', timer: setTimeout(begin, promptDelayMs) };
  }

  function ask({ prompt: question, by, yes }: LoginQuestion) {
    terminal.write(question);
    stance = by === 'key' ? { kind: 'confirm', yes } : { kind: 'question', text: yes };
  }

  function prompt() {
    stance = { kind: 'prompt' };
    const plain = `${dialect.promptLead ?? ''}${promptText()}`;
    const text = painter?.prompt(plain, context.seat()) ?? plain;
    terminal.write(context.settings().ansi ? paintPrompt(text) : text);
    consume();
  }

  function promptText(): string {
    const { promptName, ha } = context.settings();
    return dialect.prompt(promptName ?? context.view().router.name, mode, ha, context.seat());
  }

  function enterEcho(line: string): string {
    if (stance.kind !== 'prompt') return '\n';
    const enter = painter?.entered(line, promptText()) ?? dialect.enterEcho ?? '\n';
    return echoAtEnter(context.settings().echo ?? 'once', line, promptText(), enter);
  }

  /** What the terminal shows of a typed character, or of one taken back. */
  function echoOf(text: string): string {
    if (stance.kind !== 'prompt') return text;
    if (text === ' ' && completing && dialect.complete) return `${dialect.complete(reader.pending(), mode)} `;
    const character = text.includes('\b') ? '' : text;
    return painter?.typed(character, reader.pending(), promptText(), context.seat()) ?? text;
  }

  /** The line with date and time, where this shell prints one. */
  function stamp(): string {
    return stamped && !mode.startsWith('config') ? (dialect.stamp?.(new Date()) ?? '') : '';
  }

  /** Takes characters for as long as somebody wants them; echoes of one chunk leave together. */
  function consume() {
    // A prompt inside the loop below leaves what is left to that loop.
    if (consuming) return;
    consuming = true;
    takeWaiting();
    consuming = false;
  }

  function takeWaiting() {
    let echo = '';
    const sendEcho = () => {
      terminal.write(echo);
      echo = '';
    };
    while (waiting !== '' && stance.kind !== 'mute') {
      if (stance.kind === 'busy') {
        const interrupt = waiting.indexOf('\x03');
        if (interrupt === -1) break;
        waiting = waiting.slice(interrupt + 1);
        echoedAhead = Math.max(0, echoedAhead - interrupt - 1);
        clearTimeout(stance.timer);
        terminal.write('\n');
        prompt();
        continue;
      }
      const character = waiting[0]!;
      waiting = waiting.slice(1);
      const echoed = echoedAhead > 0;
      if (echoed) echoedAhead -= 1;
      const isKey = stance.kind === 'pager' || stance.kind === 'confirm';
      // It came with the CR that ended the line.
      if (isKey && character === '\n' && dialect.returnEndsLines) continue;
      if (stance.kind === 'pager' || stance.kind === 'confirm') {
        sendEcho();
        takeKey(stance, character);
        continue;
      }
      const typed = reader.type(character);
      if (typed?.kind === 'echo' && stance.kind !== 'password' && !echoed) echo += echoOf(typed.text);
      if (typed?.kind === 'line') {
        if (!echoed) echo += enterEcho(typed.text);
        sendEcho();
        takeLine(typed.text);
      }
      if (typed?.kind === 'interrupt') {
        echo += '\n';
        sendEcho();
        prompt();
      }
    }
    sendEcho();
  }

  function takeKey(from: Extract<Stance, { kind: 'pager' | 'confirm' }>, key: string) {
    if (from.kind === 'confirm') {
      context.onLine('question', key);
      terminal.write('\n');
      if (from.yes && /y/i.test(key)) terminal.write(from.yes);
      return prompt();
    }
    context.onLine('pager', key);
    const { text, done } = from.pager.press(key);
    terminal.write(text);
    if (done) prompt();
  }

  function takeLine(line: string) {
    if (stance.kind === 'password') return takePassword(line, stance.tries);
    if (stance.kind === 'question') {
      context.onLine('question', line);
      return show(/^\s*y/i.test(line) ? stance.text : '');
    }
    context.onLine(mode.startsWith('config') ? 'config' : 'exec', line);
    if (line.trim() === '') return prompt();
    if (!isSetup(line)) commands += 1;
    const nth = commands;
    // Settings of the terminal and the log-out cost a router nothing; thinking is for commands.
    if (isSetup(line) || LOG_OUT_LINE.test(line) || thinkTimeMs() === 0) return answer(line, nth);
    think({ since: performance.now(), answer: () => answer(line, nth) });
  }

  function think(thinking: Thinking) {
    const leftMs = Math.max(0, thinking.since + thinkTimeMs() - performance.now());
    stance = { kind: 'busy', thinking, timer: setTimeout(thinking.answer, leftMs) };
  }

  function thinkTimeMs(): number {
    const fault = context.fault();
    const { thinkTimeMs: normal } = context.settings();
    return fault?.kind === 'slow' ? Math.max(normal, MIN_SLOW_MS) * (fault.factor ?? SLOW_FACTOR) : normal;
  }

  function answer(line: string, nth: number) {
    stance = { kind: 'busy' };
    const promptLength = promptText().split('\n').pop()?.length ?? 0;
    const reply = () => dialect.execute(line, mode, context.view(), promptLength, context.seat());
    const fault = context.fault();
    if (!fault || isSetup(line) || !hits(fault, nth, line)) return act(reply());
    const played = playFault(fault, terminal, {
      output: () => {
        const normal = reply();
        return normal.kind === 'text' ? stamp() + normal.text : '';
      },
      refusal: () => dialect.refuse(line, promptLength, 0, mode),
      show,
      page,
      promptText,
      pause: (ms, then) => {
        stance = { kind: 'busy', timer: setTimeout(then, ms) };
      },
      prompt,
      confirm: (question) => {
        terminal.write(question);
        stance = { kind: 'confirm' };
      },
      mute: () => {
        stance = { kind: 'mute' };
      },
      destroy: context.destroy,
    });
    if (!played) act(reply());
  }

  function act(reply: Reply) {
    switch (reply.kind) {
      case 'text':
        return show((reply.refused ? '' : stamp()) + reply.text, reply.unpaged);
      case 'paging':
        pageLines = reply.lines;
        terminal.write(stamp() + (reply.text ?? ''));
        return prompt();
      case 'completion':
        completing = reply.on;
        terminal.write(reply.text ?? '');
        return prompt();
      case 'stamps':
        terminal.write(stamp());
        stamped = reply.on;
        return prompt();
      case 'mode':
        terminal.write(stamp() + (reply.text ?? ''));
        mode = reply.mode;
        return prompt();
      case 'question':
        terminal.write(stamp() + reply.prompt);
        stance = { kind: 'question', text: reply.text };
        return;
      case 'enable':
        if (context.enablePassword === undefined) {
          if (dialect.enable?.withoutPassword !== 'granted') return show('% No password set\n');
          mode = dialect.startMode?.(context.seat()) ?? 'exec';
          return prompt();
        }
        terminal.write('Password: ');
        stance = { kind: 'password', tries: 1 };
        return;
      case 'logout':
        stance = { kind: 'mute' };
        return context.end();
    }
  }

  function show(text: string, unpaged = false) {
    page(text, unpaged ? 0 : pageLines);
  }

  function page(text: string, lines: number) {
    const painted = context.settings().ansi ? paintOutput(text) : text;
    const pager = createPager(painted, lines, dialect.pager);
    if (!pager) {
      terminal.write(painted);
      return prompt();
    }
    terminal.write(pager.first);
    stance = { kind: 'pager', pager };
  }

  function takePassword(line: string, tries: number) {
    context.onLine('password', '<password>');
    if (line === context.enablePassword) {
      mode = dialect.startMode?.(context.seat()) ?? 'exec';
      return prompt();
    }
    if (tries >= ENABLE_TRIES) return show(dialect.enable?.wrong ?? '% Bad secrets\n\n');
    terminal.write('Password: ');
    stance = { kind: 'password', tries: tries + 1 };
  }
}
