import { Echo } from './echo';
import type { Language } from './platforms/platform';
import { learnFrom, type Spoken, unlearned } from './spoken';
import { characterBoundary, lastPainting, visibleText } from './terminal-text';

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
/** How many paintings of a line are looked at for one that has come whole. */
const PAINTINGS = 4;

/**
 * Bytes of a shell in, output out: without the echo of the line that was sent, without the prompt and the lines above it
 * that are a part of it. Holds back nothing but the last, unfinished line (and what comes before the echo, and lines that
 * may stand above a prompt), so that its work is linear in what comes, and gives the same output however the bytes are
 * cut. Pure: no clock, no socket.
 */
export class Channel {
  /** The unfinished last line. */
  private tail: Buffer = EMPTY;
  private tailInOnePiece = true;
  /** The beginning of the last line was given on: whatever its end looks like, it is output. */
  private overlong = false;
  /** Complete lines that are the prompt's if a prompt follows, and output if not. */
  private above: Buffer = EMPTY;
  private lastLine = '';
  private spoken: Spoken;
  private refused: string | null = null;
  private stands: Standing = NOTHING;
  private readonly echo = new Echo((shown, squashed) => this.isPrompt(shown, squashed));

  /** Before the platform is known: what any prompt and any question may look like. */
  constructor(language: Language) {
    this.spoken = unlearned(language);
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
    return this.echo.awaited;
  }

  /** From now on only this host's prompts are prompts. False: `text` is no prompt of that language. */
  learn(language: Language, text: string): boolean {
    const spoken = learnFrom(language, text);
    if (spoken !== null) this.spoken = spoken;
    return spoken !== null;
  }

  /** A line is about to be sent: what comes next is its echo (null: a secret, which is not echoed), then its answer. */
  expect(line: string | null): void {
    this.tail = EMPTY;
    this.tailInOnePiece = true;
    this.overlong = false;
    this.above = EMPTY;
    this.lastLine = '';
    this.refused = null;
    this.stands = NOTHING;
    this.echo.expect(line);
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
      output = this.holdAbove(this.echo.past(lines));
      this.lastLine = this.tail.length === 0 ? questionLine(this.spoken.language, lines) : '';
    } else {
      this.tailInOnePiece = this.tail.length === 0;
      this.tail = this.tail.length === 0 ? chunk : Buffer.concat([this.tail, chunk]);
    }
    if (this.tail.length > HELD_BYTES) this.dropPaintedOver();
    if (this.tail.length > HELD_BYTES) output = Buffer.concat([output, this.releaseOverlong()]);
    this.stands = this.look();
    if (output.length > 0) this.noteRefusal(output);
    return output;
  }

  /** Ends an answer: what was held back and is output. With a prompt standing that is all but the prompt. */
  finish(): Buffer {
    const held = Buffer.concat([this.echo.giveUp(), this.above]);
    const output =
      this.stands.kind === 'prompt' ? held.subarray(0, this.aboveStart(held)) : Buffer.concat([held, this.tail]);
    this.above = EMPTY;
    this.tail = EMPTY;
    if (output.length > 0) this.noteRefusal(output);
    return output;
  }

  private isPrompt(shown: string, squashed: string): boolean {
    const { prompt, language } = this.spoken;
    if (prompt.test(squashed)) return true;
    // A banner that looked like a prompt was learned: the prompt in front of the echo is the true one.
    return language.anyPrompt.test(shown) && this.learn(language, shown);
  }

  private holdAbove(lines: Buffer): Buffer {
    if (this.spoken.abovePrompt.length === 0 || lines.length === 0) return lines;
    const all = this.above.length === 0 ? lines : Buffer.concat([this.above, lines]);
    const start = this.aboveStart(all);
    this.above = all.subarray(start);
    return all.subarray(0, start);
  }

  /** Where the lines begin that are the prompt's if it comes next. */
  private aboveStart(lines: Buffer): number {
    let start = lines.length;
    for (const pattern of this.spoken.abovePrompt) {
      if (start === 0) break;
      const lineStart = start === 1 ? 0 : lines.lastIndexOf(NEWLINE, start - 2) + 1;
      const line = lines.subarray(lineStart, start - 1);
      const painting = line.subarray(lastPainting(line));
      if (painting.length <= STANDING_BYTES && pattern.test(visibleText(painting.toString('latin1'))))
        start = lineStart;
    }
    return start;
  }

  /** Of a line that is painted anew for each character only the last painting counts; the line itself is never output. */
  private dropPaintedOver(): void {
    const { language, promptAhead } = this.spoken;
    if (language.echo !== 'repainted') return;
    const isPainted = (from: number) => {
      const [text = ''] = this.tail.toString('latin1', from, from + STANDING_BYTES).split('\r', 1);
      return promptAhead.test(visibleText(text));
    };
    let first = 0;
    while (this.tail[first] === 0x0d) first += 1;
    if (!this.echo.awaited && !isPainted(first)) return;
    let end = this.tail.length;
    for (let nth = 0; nth < PAINTINGS && end > 0; nth += 1) {
      const from = lastPainting(this.tail.subarray(0, end));
      if (isPainted(from)) {
        this.tail = this.tail.subarray(from);
        return;
      }
      end = from;
    }
  }

  private releaseOverlong(): Buffer {
    const cut = characterBoundary(this.tail, this.tail.length);
    const output = Buffer.concat([this.echo.giveUp(), this.above, this.tail.subarray(0, cut)]);
    this.above = EMPTY;
    this.tail = this.tail.subarray(cut);
    this.overlong = true;
    return output;
  }

  private look(): Standing {
    const { language, prompt } = this.spoken;
    if (this.overlong) return NOTHING;
    if (this.tail.length === 0) return this.lastLine === '' ? NOTHING : { kind: 'question', text: this.lastLine };
    const painting = this.tail.subarray(lastPainting(this.tail));
    if (painting.length > STANDING_BYTES) return NOTHING;
    const text = visibleText(painting.toString('latin1'));
    if (prompt.test(text)) {
      const mayGoOn = language.echo === 'repainted' || (language.echo === 'again' && this.echo.mayRepeat);
      const sure = this.tailInOnePiece && !this.echo.awaited && !mayGoOn;
      return { kind: 'prompt', text, sure };
    }
    const asks = [...language.questions, ...language.pagers].some((question) => question.test(text));
    return asks ? { kind: 'question', text } : NOTHING;
  }

  private noteRefusal(output: Buffer): void {
    const { refusals } = this.spoken;
    if (this.refused !== null || refusals === null) return;
    const found = refusals.exec(output.toString('latin1'));
    if (found) this.refused = visibleText(found[0]).trim();
  }
}

/** The last of these lines when it is a question; empty when not. */
function questionLine({ questionLines }: Language, lines: Buffer): string {
  if (questionLines.length === 0) return '';
  const start = lines.length < 2 ? 0 : lines.lastIndexOf(NEWLINE, lines.length - 2) + 1;
  if (lines.length - start > STANDING_BYTES) return '';
  const text = visibleText(lines.toString('latin1', start, lines.length - 1));
  return questionLines.some((question) => question.test(text)) ? text : '';
}
