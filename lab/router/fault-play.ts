import type { Fault } from './fault';
import type { Terminal } from './terminal';

/** What a fault may make the shell do. */
export interface Stage {
  /** The output that the command would have had. */
  output(): string;
  /** The shell's words for an unknown command. */
  refusal(): string;
  /** Prints (through the pager) and goes back to the prompt. */
  show(text: string): void;
  /** Prints a page of so many lines at a time and goes back to the prompt. */
  page(text: string, lines: number): void;
  /** The prompt as it stands on the screen. */
  promptText(): string;
  /** Takes no input for a while. */
  pause(ms: number, then: () => void): void;
  prompt(): void;
  confirm(question: string): void;
  mute(): void;
  destroy(): void;
}

const CONFIRM = 'Proceed with this operation? [confirm]';
const STRAY_PAGE_LINES = 10;
const FLOOD_ROW = `${'0123456789abcdef'.repeat(5).slice(0, 78)}\r\n`;
const FLOOD_PIECE = Buffer.from(FLOOD_ROW.repeat(400));

/** Plays a fault that belongs to one command. False for faults of another kind: the command is answered as usual. */
export function playFault(fault: Fault, terminal: Terminal, stage: Stage): boolean {
  switch (fault.kind) {
    case 'drop_mid_output':
      stage.mute();
      terminal.flush(firstHalf(stage.output())).then(stage.destroy);
      return true;
    case 'stall_mid_output':
      terminal.write(firstHalf(stage.output()));
      stage.mute();
      return true;
    case 'invalid_input':
      stage.show(stage.refusal());
      return true;
    case 'silent_command':
      stage.mute();
      return true;
    case 'confirm':
      stage.confirm(fault.question ?? CONFIRM);
      return true;
    case 'flood':
      terminal.pour(fault.bytes, FLOOD_PIECE).then((open) => {
        if (!open) return;
        terminal.write('\n');
        stage.prompt();
      });
      return true;
    case 'look_alike':
      playLookAlike(fault.prompt ?? stage.promptText(), fault.pauseMs ?? 0, terminal, stage);
      return true;
    case 'stray_pager':
      stage.page(stage.output(), fault.lines ?? STRAY_PAGE_LINES);
      return true;
    case 'raw_output':
      terminal.writeBytes(Buffer.from(fault.base64, 'base64'));
      stage.prompt();
      return true;
    default:
      return false;
  }
}

function playLookAlike(prompt: string, pauseMs: number, terminal: Terminal, stage: Stage): void {
  const rows = stage.output().split(/(?<=\n)/);
  const before = rows.slice(0, Math.floor(rows.length / 2)).join('');
  const after = rows.slice(Math.floor(rows.length / 2)).join('');
  if (pauseMs === 0) {
    stage.show(`${before}${prompt}\n${after}`);
    return;
  }
  terminal.write(before + prompt);
  stage.pause(pauseMs, () => stage.show(`\n${after}`));
}

/** Up to the middle of a line in the middle of the text. */
function firstHalf(text: string): string {
  return text.slice(0, Math.max(1, Math.floor(text.length / 2)));
}
