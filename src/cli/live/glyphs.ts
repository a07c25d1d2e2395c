import type { DeviceRunState } from '@/domain/job';
import type { Paint } from '../terminal/paint';

/** What a display is drawn with. Shapes differ as well as colours, so that it reads without any. */
export interface Glyphs {
  readonly bar: Readonly<Record<DeviceRunState, string>>;
  readonly mark: Readonly<Record<DeviceRunState, string>>;
  readonly dot: string;
  readonly dash: string;
}

export const GLYPHS: Glyphs = {
  bar: { completed: '█', failed: '✗', unknown: '?', skipped: '─', canceled: '─', running: '▒', pending: '░' },
  mark: { completed: '✓', failed: '✗', unknown: '?', skipped: '»', canceled: '–', running: '●', pending: '○' },
  dot: ' · ',
  dash: '–',
};

export const PLAIN_GLYPHS: Glyphs = {
  bar: { completed: '#', failed: 'x', unknown: '?', skipped: '-', canceled: '-', running: '>', pending: '.' },
  mark: { completed: '+', failed: 'x', unknown: '?', skipped: '>', canceled: '-', running: '*', pending: 'o' },
  dot: ' | ',
  dash: '-',
};

export const STATE_PAINTS = {
  completed: 'green',
  failed: 'red',
  unknown: 'magenta',
  skipped: 'dim',
  canceled: 'dim',
  running: 'cyan',
  pending: 'dim',
} satisfies Record<DeviceRunState, Paint>;

/** As the page says them. */
export const STATE_WORDS = {
  completed: 'completed',
  failed: 'failed',
  unknown: 'unknown',
  skipped: 'skipped',
  canceled: 'canceled',
  running: 'running',
  pending: 'waiting',
} satisfies Record<DeviceRunState, string>;
