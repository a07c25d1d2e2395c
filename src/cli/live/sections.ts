import type { ConnectPhase, Counts } from '@/domain/event-schema';
import { describeFailure } from '@/domain/failure';
import { countryName, formatClock, formatElapsed, formatNumber } from '@/domain/format';
import { type DeviceProgress, doneOf, type JobProgress, runningDevices } from '@/domain/progress';
import type { Line, Span } from '../terminal/paint';
import { safeLine, toWidth, toWidthRight } from '../terminal/text';
import { bar } from './bar';
import { type Glyphs, STATE_PAINTS } from './glyphs';
import { knownAt, type LiveView } from './view';

const PHASE_WORDS = {
  connecting: 'connecting',
  handshake: 'SSH handshake',
  authenticating: 'logging in',
  preparing: 'preparing the session',
} satisfies Record<ConnectPhase, string>;

const sectionTitle = (title: string, note = ''): Line => [
  { text: title, paint: 'bold' },
  { text: note, paint: 'dim' },
];

const COUNTRY_NAME = 18;
const MIN_NAME = 10;
const MAX_NAME = 24;
const MAX_STEP = 72;
/** Cells of a terminal for a country: code, bar, figures, failures; and with its name. */
const COUNTRY_CELLS = { plain: 38, named: 54, most: 72 } as const;
const GAP = '  ';

/** How many stand side by side: with their names where `rows` lines hold them all so, else as many as fit. */
export function countriesAcross(count: number, columns: number, rows: number): number {
  const fitting = (cells: number) => Math.floor((columns + GAP.length) / (cells + GAP.length));
  const named = fitting(COUNTRY_CELLS.named);
  const across = named > 0 && Math.ceil(count / named) + 2 <= rows ? named : fitting(COUNTRY_CELLS.plain);
  return Math.max(1, Math.min(across, count));
}

interface CountryRoom {
  readonly columns: number;
  readonly rows: number;
  readonly across: number;
}

/** In the order given, as many as `rows` lines hold, a heading above. */
export function countryLines(
  { progress }: LiveView,
  order: readonly string[],
  { columns, rows, across }: CountryRoom,
  glyphs: Glyphs,
): Line[] {
  const width = Math.min(COUNTRY_CELLS.most, Math.floor((columns + GAP.length) / across) - GAP.length);
  const shown = order.slice(0, (rows - 1) * across);
  const hidden = order.length - shown.length;
  const largest = Math.max(0, ...Object.values(progress.countries).map(({ total }) => total));
  const digits = formatNumber(largest).length;
  const cells = shown.map((code) => countryCell(code, progress.countries[code]!, width, digits, glyphs));
  const lines: Line[] = [];
  for (let at = 0; at < cells.length; at += across) {
    lines.push(cells.slice(at, at + across).flatMap((cell, i) => (i > 0 ? [GAP, ...cell] : cell)));
  }
  const note = hidden > 0 ? `${GAP}${formatNumber(hidden)} with less work left are not shown` : '';
  return [sectionTitle(`Countries (${formatNumber(order.length)})`, note), ...lines];
}

function countryCell(code: string, counts: Counts, width: number, digits: number, glyphs: Glyphs): Span[] {
  const name = width >= COUNTRY_CELLS.named ? `${toWidth(countryName(code), COUNTRY_NAME)} ` : '';
  const figures = ` ${toWidthRight(formatNumber(doneOf(counts)), digits)}/${toWidthRight(formatNumber(counts.total), digits)}`;
  const bad = counts.failed + counts.unknown;
  const failures = toWidth(bad > 0 ? ` ${glyphs.mark.failed} ${formatNumber(bad)}` : '', 4 + digits);
  const barWidth = Math.max(4, width - 3 - name.length - figures.length - failures.length);
  return [
    { text: `${toWidth(code, 2)} ` },
    { text: name, paint: 'dim' },
    ...bar(counts, barWidth, glyphs),
    { text: figures },
    { text: failures, paint: 'red' },
  ];
}

/** The longest-running first, so that what hangs rises to the top. */
export function runningLines(
  view: LiveView,
  { columns, rows }: { columns: number; rows: number },
  glyphs: Glyphs,
): Line[] {
  const { progress } = view;
  const then = knownAt(view);
  const devices = runningDevices(progress);
  const fits = devices.length <= rows - 1 ? devices.length : rows - 2;
  const shown = devices.slice(0, Math.max(0, fits));
  const names = nameWidth(progress);
  const lines = shown.map((device): Line => {
    const age = toWidthRight(formatElapsed(then - Date.parse(device.commandStartedAt ?? device.startedAt ?? '')), 7);
    const step = Math.min(MAX_STEP, columns - names - 15);
    return [
      { text: `${glyphs.mark.running} `, paint: STATE_PAINTS.running },
      { text: `${toWidth(safeLine(device.deviceName), names)}  ` },
      { text: `${toWidth(device.country, 2)}  `, paint: 'dim' },
      { text: toWidth(stepWords(device), Math.max(10, step)) },
      { text: age, paint: 'dim' },
    ];
  });
  const hidden = devices.length - shown.length;
  if (hidden > 0) lines.push([{ text: `  and ${formatNumber(hidden)} more`, paint: 'dim' }]);
  return [sectionTitle(`Now running (${formatNumber(devices.length)})`), ...lines];
}

/** Of the longest name of the job, so that columns stand still whoever is in work. */
const nameWidth = ({ devices }: JobProgress): number =>
  devices.reduce((width, { deviceName }) => Math.max(width, Math.min(MAX_NAME, deviceName.length)), MIN_NAME);

/** `2/5  show ip ospf neighbor`; before the first command what it is doing. */
function stepWords({ commandIndex, commandTotal, command, phase, retries }: DeviceProgress): string {
  const tries = retries > 0 ? `try ${retries + 1}: ` : '';
  if (commandIndex === 0) return `${tries}${phase ? PHASE_WORDS[phase] : 'starting'}`;
  return `${tries}${commandIndex}/${commandTotal}  ${safeLine(command ?? '')}`;
}

/** The latest first. */
export function failureLines(failed: readonly DeviceProgress[], rows: number, glyphs: Glyphs): Line[] {
  const lines = failed
    .slice(0, rows - 1)
    .map(
      ({ deviceName, country, state, failure, endedAt }): Line => [
        { text: `${glyphs.mark[state]} `, paint: STATE_PAINTS[state] },
        { text: `${endedAt ? formatClock(endedAt) : ''}  `, paint: 'dim' },
        { text: `${safeLine(deviceName)} (${country})  ` },
        { text: failure ? describeFailure(failure) : '', paint: STATE_PAINTS[state] },
      ],
    );
  const hidden = failed.length - lines.length;
  return [sectionTitle('Last failures', hidden > 0 ? `  ${formatNumber(hidden)} earlier not shown` : ''), ...lines];
}

/** Devices that failed, or of which nobody knows, the latest first. */
export const failedDevices = ({ progress }: LiveView): DeviceProgress[] =>
  progress.devices
    .filter(({ state }) => state === 'failed' || state === 'unknown')
    .sort((a, b) => (b.endedAt ?? '').localeCompare(a.endedAt ?? ''));
