import type { Platform } from './platforms/platform';
import { characterBoundary, escapePattern, squash, visibleText } from './terminal-text';

/** What stands at the end of all that came, after the last line break. */
export type Standing =
  | { readonly kind: 'nothing' }
  /**
   * `sure`: it came in one piece, after the echo of the line that was sent. One that came in pieces may be the beginning
   * of an output line that looks like a prompt; a quiet moment tells (see exchange.ts).
   */
  | { readonly kind: 'prompt'; readonly text: string; readonly sure: boolean }
  | { readonly kind: 'question'; readonly text: string };

const NEWLINE = 0x0a;
const NOTHING: Standing = { kind: 'nothing' };
const EMPTY = Buffer.alloc(0);
/** A line longer than this is given on in parts. No prompt or question is as long as the second. */
const HELD_BYTES = 4_096;
const STANDING_BYTES = 512;
/** A router that has not echoed the line within so much output echoes none. */
const ECHO_LINES = 16;
const ECHO_BYTES = 4_096;
/** Of a line that is nearly as wide as the terminal an editor may show only the end, scrolled: so much of it counts. */
const LONG_ECHO = 200;

/**
 * Bytes of a shell in, output out: without the echo of the line that was sent, without the prompt. Holds back nothing but
 * the last, unfinished line (and what comes before the echo), so that its work is linear in what comes, and gives the
 * same output however the bytes are cut. Pure: no clock, no socket.
 */
export class Channel {
  /** The unfinished last line. */
  private tail: Buffer = EMPTY;
  private tailInOnePiece = true;
  /** The beginning of the last line was given on: whatever its end looks like, it is output. */
  private overlong = false;
  private echo: string | null = null;
  private beforeEcho: Buffer[] = [];
  private beforeEchoBytes = 0;
  private prompt: RegExp;
  private questions: readonly RegExp[];
  private refusals: RegExp | null = null;
  private platform: Platform | null = null;
  private refused: string | null = null;
  private stands: Standing = NOTHING;

  /** Before the platform is known: what any prompt and any question may look like. */
  constructor(
    private readonly anyPrompt: RegExp,
    questions: readonly RegExp[],
  ) {
    this.prompt = anyPrompt;
    this.questions = questions;
  }

  /** The first output line since the last `expect` that the platform counts as a refusal. */
  get refusal(): string | null {
    return this.refused;
  }

  get standing(): Standing {
    return this.stands;
  }

  /** The line was sent and its echo has not been seen. */
  get awaitsEcho(): boolean {
    return this.echo !== null;
  }

  /** From now on only this host's prompts are prompts. False: `text` is no prompt of that platform. */
  learn(platform: Platform, text: string): boolean {
    const host = platform.anyPrompt.exec(text)?.groups?.host;
    if (host === undefined) return false;
    this.platform = platform;
    const whole = escapePattern(host);
    const cut = escapePattern(host.slice(0, platform.hostCharactersInMode));
    // In a mode the name may be cut short anywhere after those characters.
    this.prompt = new RegExp(`^(?:${whole}${platform.promptEnd}|${cut}[\\w.-]*\\([^()]{1,40}\\)[>#] ?)$`);
    this.questions = platform.questions;
    this.refusals = new RegExp(`^(?:${platform.refusals.join('|')}).*`, 'm');
    return true;
  }

  /** A line is about to be sent: what comes next is its echo (null: a secret, which is not echoed), then its answer. */
  expect(line: string | null): void {
    this.tail = EMPTY;
    this.tailInOnePiece = true;
    this.overlong = false;
    this.beforeEcho = [];
    this.beforeEchoBytes = 0;
    this.refused = null;
    this.stands = NOTHING;
    this.echo = line === null ? null : squash(Buffer.from(line).toString('latin1'));
  }

  /** Returns the output that this chunk has completed, possibly nothing. */
  feed(chunk: Buffer): Buffer {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    let output: Buffer = EMPTY;
    if (end > 0) {
      const lines =
        this.tail.length === 0 ? chunk.subarray(0, end) : Buffer.concat([this.tail, chunk.subarray(0, end)]);
      this.overlong = false;
      this.tail = chunk.subarray(end);
      this.tailInOnePiece = true;
      output = this.pastEcho(lines);
    } else {
      this.tailInOnePiece = this.tail.length === 0;
      this.tail = this.tail.length === 0 ? chunk : Buffer.concat([this.tail, chunk]);
    }
    if (this.tail.length > HELD_BYTES) output = Buffer.concat([output, this.releaseOverlong()]);
    this.stands = this.look();
    if (output.length > 0) this.noteRefusal(output);
    return output;
  }

  /** Ends an answer: what was held back and is output. With a prompt standing that is all but the prompt. */
  finish(): Buffer {
    const held = this.beforeEcho;
    if (this.stands.kind !== 'prompt') held.push(this.tail);
    this.beforeEcho = [];
    this.tail = EMPTY;
    const output = Buffer.concat(held);
    if (output.length > 0) this.noteRefusal(output);
    return output;
  }

  private releaseOverlong(): Buffer {
    this.echo = null;
    const cut = characterBoundary(this.tail, this.tail.length);
    const output = Buffer.concat([...this.beforeEcho, this.tail.subarray(0, cut)]);
    this.beforeEcho = [];
    this.tail = this.tail.subarray(cut);
    this.overlong = true;
    return output;
  }

  /** Lines after the echo. Until it has come they are kept: a router that echoes nothing loses none. */
  private pastEcho(lines: Buffer): Buffer {
    if (this.echo === null) return lines;
    let start = 0;
    while (start < lines.length) {
      const end = lines.indexOf(NEWLINE, start) + 1;
      const line = lines.subarray(start, end);
      start = end;
      if (this.isEcho(line)) {
        this.echo = null;
        this.beforeEcho = [];
        return lines.subarray(end);
      }
      this.beforeEcho.push(line);
      this.beforeEchoBytes += line.length;
      if (this.beforeEcho.length > ECHO_LINES || this.beforeEchoBytes > ECHO_BYTES) {
        this.echo = null;
        const output = Buffer.concat([...this.beforeEcho, lines.subarray(start)]);
        this.beforeEcho = [];
        return output;
      }
    }
    return EMPTY;
  }

  /**
   * The echo may follow a prompt that was printed again, or, at the first line, the true prompt after a banner that
   * looked like one: that prompt is then the one to learn. Anything else before it makes the line output, such as the
   * words of a refusal that repeats what was typed.
   */
  private isEcho(line: Buffer): boolean {
    if (this.echo === null) return false;
    const squashed = squash(line.toString('latin1'));
    if (this.echo.length > LONG_ECHO && squashed.endsWith(this.echo.slice(-LONG_ECHO))) return true;
    if (!squashed.endsWith(this.echo)) return false;
    const before = squashed.slice(0, squashed.length - this.echo.length);
    if (before === '' || this.prompt.test(before)) return true;
    return this.anyPrompt.test(before) && (this.platform === null || this.learn(this.platform, before));
  }

  private look(): Standing {
    if (this.overlong || this.tail.length === 0 || this.tail.length > STANDING_BYTES) return NOTHING;
    const text = visibleText(this.tail.toString('latin1'));
    if (this.prompt.test(text)) return { kind: 'prompt', text, sure: this.tailInOnePiece && this.echo === null };
    if (this.questions.some((question) => question.test(text))) return { kind: 'question', text };
    return NOTHING;
  }

  private noteRefusal(output: Buffer): void {
    if (this.refused !== null || this.refusals === null) return;
    const found = this.refusals.exec(output.toString('latin1'));
    if (found) this.refused = visibleText(found[0]).trim();
  }
}
