import type { DevicePlatform } from './device';

/**
 * What differs between two answers although nothing has changed: clocks and counters that run by themselves. Sources are
 * the vendors' own sample outputs (see the command catalogue) and RFC 2328: an LSA's age grows by the second (§12.1.1), and
 * a refresh every 30 minutes gives it a new sequence number and with that a new checksum (§12.1.6, §12.1.7, §12.4).
 */

/**
 * `devices`: answers of one run, side by side. Sequence numbers count there: routers of an area that hold different ones
 * have different databases. `runs`: answers of the same device at two times, where a refresh lies in between.
 */
export type Scope = 'devices' | 'runs';

/** Longer lines are no table row of a router: they are compared as they are. Bounds the work on hostile output. */
const MAX_LINE = 1_000;
const MAX_PATTERNS = 500;

/** `00:00:32`, `2d03h`, `3w0d19h`, `1m12s`, `38.213s`, `1d 03:04:05`. */
const CLOCK = String.raw`\d{1,4}:\d{2}:\d{2}(?:[.:]\d{1,6})?`;
const UNITS = String.raw`(?:\d{1,5}[ywdhms]){1,7}(?!\w)`;
const TIME = String.raw`(?:(?:(?:\d{1,5}[ywd]){1,3} )?${CLOCK}|${UNITS}|\d{1,9}\.\d{1,6}s\b)`;
/** `3 weeks, 20 hours, 12 minutes`. */
const WORD = String.raw`\d{1,9} {1,4}(?:year|week|day|hour|minute|min|second|sec|msec|usec)s?\b`;
const WORDS = `${WORD}(?:,? (?:and )?${WORD}){0,6}`;
const ANY_TIME = `(?:${WORDS}|${TIME})`;
const GAP = String.raw`\s{1,24}`;
const STATE = String.raw`\b(?:full|2-?way|two ?way|exstart|exchange|loading|init|attempt|down)(?:\/\s{0,4}[a-z-]{1,12})?`;
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const SEQUENCE = String.raw`0x8[0-9a-f]{7}\b`;
/** Numbers that follow these words. */
const RETRANSMISSION =
  'retransmission queue length |number of retransmissions? |retransmission scan (?:length|time) is |flood scan (?:length|time) is |retransmission scan (?:length|time) is \\d{1,9}(?: msec)?, maximum is |flood scan (?:length|time) is \\d{1,9}(?: msec)?, maximum is |last spf duration ';

/** One sort of volatile part. */
interface Rule {
  /** Cheap to ask, and true of every line that `source` matches in: most lines hold nothing, and looking behind costs. */
  readonly hint: RegExp;
  /** Matches exactly what is volatile. */
  readonly source: string;
}

const STATES = /full|2-?way|two ?way|exstart|exchange|loading|init|attempt|down/i;
const MONTHS = /(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).{1,16}:\d\d/i;

/**
 * Ages, timers, uptimes, retransmission counters and times of day. Each matches exactly what is volatile. A time of a
 * router is one of these wherever it stands; what is configured (a hello interval) is a plain number of seconds.
 */
const EVERYWHERE: readonly Rule[] = [
  {
    hint: /\d:\d\d:\d\d/,
    source: String.raw`(?<![\w:.])(?:(?:\d{1,5}[ywd] ?){1,3}|\d{1,4}:)?\d{1,4}:\d{2}:\d{2}(?:[.:]\d{1,6})?(?![\w:])`,
  },
  { hint: /\d[ywdhm]\d/i, source: String.raw`(?<![\w.])(?:\d{1,5}[ywdhms]){2,7}(?!\w)` },
  // `1 hour(s), 1 minute(s), 40 second(s)`, `17 secs`.
  {
    hint: /\d (?:week|day|hour|minute|min|second|sec)/i,
    source: String.raw`(?<=\b(?:since|uptime|up|established|existed|ago|elapsed)\b.{0,40})\d{1,9} (?:week|day|hour|minute|min|second|sec)s?(?:\(s\))?(?:, \d{1,9} (?:week|day|hour|minute|min|second|sec)s?(?:\(s\))?){0,5}`,
  },
  // Dead and hello timers, uptimes, "executed 3w0d ago".
  { hint: /\bdue in/i, source: String.raw`(?<=\bdue in:?${GAP})(?:${ANY_TIME}|\d{1,9}(?= {0,4}sec))` },
  {
    hint: /\bup for|\bup ?time|elapsed|adjacent|last change/i,
    source: String.raw`(?<=\b(?:up for|up time(?: is)?|uptime(?: is)?|elapsed|adjacent|time elapsed|last changed?)\s{0,24}[:=]?\s{0,4})${ANY_TIME}`,
  },
  { hint: /start time/i, source: String.raw`(?<=\bstart time: {1,4})${TIME}` },
  { hint: / ago\b/i, source: String.raw`${ANY_TIME}(?= ago\b)` },
  // A neighbor's row: dead timer or uptime, or the one after the other.
  { hint: STATES, source: `(?<=${STATE}${GAP})${TIME}` },
  { hint: STATES, source: `(?<=${STATE}${GAP}${TIME}${GAP})${TIME}` },
  { hint: /before dead/i, source: String.raw`(?<=\bbefore dead {0,4}: {0,4})\d{1,9}` },
  // LSAs: in words, and in rows beside their sequence number.
  { hint: /ls[ -]?age/i, source: String.raw`(?<=\bls[ -]?age {0,12}[:=]? {0,4})\d{1,5}` },
  { hint: /^\s{0,8}age/i, source: String.raw`(?<=^\s{0,8}age {0,24}: {0,4})\d{1,5}` },
  { hint: /0x8/i, source: String.raw`\b\d{1,5}(?=${GAP}${SEQUENCE})` },
  { hint: /0x8/i, source: String.raw`(?<=${SEQUENCE}${GAP})\d{1,5}\b(?!\.)` },
  // Routes: `via 10.0.0.1, 3w0d, Ethernet1`, `weight 1, 03w0d19h`, `[OSPF/10] 1w2d 03:04:05`.
  { hint: /, {1,4}\d/, source: String.raw`(?<=, {1,4})(?:\d{2}:\d{2}:\d{2}|(?:\d{1,3}[ywdhm]){1,5})(?=,|\s{0,8}$)` },
  { hint: /\] {1,4}\d/, source: String.raw`(?<=\[[a-z]\w{0,12}\/\d{1,3}(?:\/\d{1,9})?\] {1,4})${TIME}` },
  // What OSPF had to send again.
  { hint: /retransmission|flood scan|last spf/i, source: String.raw`(?<=\b(?:${RETRANSMISSION}))\d{1,9}` },
  // Times of day.
  {
    hint: MONTHS,
    source: String.raw`\b(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? )?${MONTH}[a-z]{0,6} {1,2}\d{1,2} (?:\d{4} )?\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?: [A-Z]{2,5}\b)?(?: \d{4}\b)?`,
  },
  {
    hint: /\d{4}-\d{2}-\d{2}/,
    source: String.raw`\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?`,
  },
  // JSON, as FRRouting, EOS and NX-OS print it.
  {
    hint: /"[^"]{1,60}" {0,2}:/,
    source: String.raw`(?<="(?:\w{0,40}DueMsec|upTimeInMsec|\w{0,40}ChangeMsec|timer\w{0,20}Msecs?|lsaAge|age|\w{0,20}uptime\w{0,10}|deadTime\w{0,10})" {0,2}: {0,2})(?:"[^"]{0,40}"|-?\d{1,20}(?:\.\d{1,9})?)`,
  },
];

const OF_PLATFORM: Partial<Record<DevicePlatform, readonly Rule[]>> = {
  // Retransmit, request and summary lists, behind the interface and its address.
  frr: [
    {
      hint: /:\d/,
      source: String.raw`(?<=:\d{1,3}(?:\.\d{1,3}){3}${GAP}(?:\d{1,9}${GAP}){0,2})\d{1,9}(?=(?:${GAP}\d{1,9}){0,2}\s{0,8}$)`,
    },
  ],
  // Neighbors: `Full  10.0.0.1  128  34`; the last is the dead timer in seconds.
  juniper_junos: [
    { hint: STATES, source: String.raw`(?<=${STATE}${GAP}[\d.]{7,15}${GAP}\d{1,3}${GAP})\d{1,5}(?=\s{0,8}$)` },
  ],
  // LSAs: `Router  10.0.0.1  10.0.0.1  1234  48  80000005`.
  huawei_vrp: [
    { hint: /\s8[0-9a-f]{7}/i, source: String.raw`(?<=[\d.]{7,15}${GAP})\d{1,5}(?=${GAP}\d{1,6}${GAP}8[0-9a-f]{7}\b)` },
  ],
  mikrotik_routeros: [
    { hint: /=/, source: String.raw`(?<=\b(?:adjacency|age|uptime|timeout|last-link-up-time)=)[^ ]{1,40}` },
  ],
  // Neighbors: `Full  1  0  34`; retransmission queue and time to live. Routes: `01h03m04s`.
  nokia_sros: [
    { hint: STATES, source: String.raw`(?<=${STATE}${GAP}\d{1,3}${GAP})\d{1,9}(?=${GAP}\d{1,9}\s{0,8}$)` },
    { hint: STATES, source: String.raw`(?<=${STATE}${GAP}\d{1,3}${GAP}\d{1,9}${GAP})\d{1,9}(?=\s{0,8}$)` },
    { hint: /\d[dh]\d/, source: String.raw`\b\d{2}[dh]\d{2}[hm]\d{2}[ms]\b` },
  ],
};

/** What a refresh of an LSA changes. */
const REFRESHED: readonly Rule[] = [
  { hint: /checksum sum/i, source: String.raw`(?<=\bchecksum sum {0,4}[:=]? {0,4})(?:0x[0-9a-f]{1,8}|\d{1,12})\b` },
  { hint: /0x8/i, source: SEQUENCE },
  {
    hint: /seq/i,
    source: String.raw`(?<=\bseq(?:uence)?(?: ?(?:number|no|num))?\.?#? {0,12}[:=] {0,4})8[0-9a-f]{7}\b`,
  },
  {
    hint: /0x8/i,
    source: String.raw`(?<=0x8[0-9a-f]{7}${GAP}(?:\d{1,5}${GAP}0x[0-9a-f]{1,2}${GAP})?)0x[0-9a-f]{1,8}\b`,
  },
  { hint: /sum/i, source: String.raw`(?<=\b(?:checksum|chksum|cksum)(?: sum)? {0,12}[:=]? {0,4})0x[0-9a-f]{1,8}\b` },
  { hint: /\s8[0-9a-f]{7}/i, source: String.raw`(?<=\d${GAP}\d{1,6}${GAP})8[0-9a-f]{7}\b` },
  { hint: /(?:sequence|number|checksum)=/i, source: String.raw`(?<=\b(?:sequence(?:-number)?|checksum)=)[^ ]{1,20}` },
];

/** What may be in a line of this platform, and the patterns for those rules whose hints a line has, by which these are. */
interface RuleSet {
  readonly rules: readonly Rule[];
  readonly patterns: Map<number, RegExp>;
}

const built = new Map<string, RuleSet>();

function rulesFor(platform: DevicePlatform, scope: Scope): RuleSet {
  const name = `${platform} ${scope}`;
  let set = built.get(name);
  if (!set) {
    // What a router of an unknown platform prints may be that of any.
    const own = platform === 'auto' ? Object.values(OF_PLATFORM).flat() : (OF_PLATFORM[platform] ?? []);
    set = { rules: [...EVERYWHERE, ...own, ...(scope === 'runs' ? REFRESHED : [])], patterns: new Map() };
    built.set(name, set);
  }
  return set;
}

/** Matches what is volatile in this line; null where nothing can be. */
function patternFor(line: string, of: Pick<Comparison, 'platform' | 'scope'>): RegExp | null {
  if (line.length > MAX_LINE || !/\d/.test(line)) return null;
  const { rules, patterns } = rulesFor(of.platform, of.scope);
  let which = 0;
  for (const [bit, { hint }] of rules.entries()) if (hint.test(line)) which += 2 ** bit;
  if (which === 0) return null;
  let pattern = patterns.get(which);
  if (!pattern) {
    const sources = rules.flatMap(({ source }, bit) => (Math.floor(which / 2 ** bit) % 2 === 1 ? [source] : []));
    pattern = new RegExp(sources.join('|'), 'gi');
    // Kinds of lines there are few of; a hostile device must not make more.
    if (patterns.size < MAX_PATTERNS) patterns.set(which, pattern);
  }
  return pattern;
}

export interface Comparison {
  readonly platform: DevicePlatform;
  readonly scope: Scope;
  /** The device's own name: it stands in banners and versions, and says nothing of its state. */
  readonly deviceName: string;
}

/** Cannot occur in what `displayText` gives. */
const VOLATILE = '\u0001';
const OWN_NAME = '\u0002';
const PADDED = new RegExp(`[ \\t]{0,80}${VOLATILE}(?: ago\\b)?[ \\t]{0,80}`, 'g');

/** Where a line holds volatile parts: `[from, to)` in characters. */
export function volatileSpans(line: string, of: Pick<Comparison, 'platform' | 'scope'>): [number, number][] {
  const pattern = patternFor(line, of);
  if (!pattern) return [];
  return Array.from(line.matchAll(pattern), ({ index, 0: found }) => [index, index + found.length]);
}

/** The line as it is compared: equal for two lines exactly when nothing but volatile parts and the padding beside them differ. */
function keyOf(line: string, of: Comparison, ownName: RegExp | null): string {
  let key = line;
  const pattern = patternFor(line, of);
  if (pattern) key = line.replace(pattern, VOLATILE);
  // Columns are padded to the width of what stands in them.
  if (key.includes(VOLATILE)) key = key.replace(PADDED, VOLATILE);
  if (ownName) key = key.replace(ownName, OWN_NAME);
  return key.trimEnd();
}

/**
 * Each line of an answer as it is compared; empty lines at the beginning and the end are left out of the count by
 * `comparedText`. `text` is what `displayText` gave.
 */
export function comparedLines(lines: readonly string[], of: Comparison): string[] {
  const ownName = ownNamePattern(of.deviceName);
  return lines.map((line) => keyOf(line, of, ownName));
}

/** An answer as it is compared. Two answers are equal when these are. */
export const comparedText = (text: string, of: Comparison): string =>
  comparedLines(text.split('\n'), of).join('\n').trim();

/** Only a name that can be nothing else: `fra-core-02`, not `ospf`. */
function ownNamePattern(name: string): RegExp | null {
  if (name.length < 4 || !/[-.\d]/.test(name) || /^[\d.:]+$/.test(name)) return null;
  return new RegExp(`(?<![\\w-])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`, 'g');
}
