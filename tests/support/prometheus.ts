/** One line of an answer of /metrics. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/g;

/** Reads the text format of Prometheus (version 0.0.4); throws where a line is none. */
export function parseMetrics(text: string): {
  samples: Sample[];
  help: Map<string, string>;
  types: Map<string, string>;
} {
  const samples: Sample[] = [];
  const [help, types] = [new Map<string, string>(), new Map<string, string>()];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const comment = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line);
    if (comment) {
      (comment[1] === 'HELP' ? help : types).set(comment[2]!, comment[3]!);
      continue;
    }
    const [, name, labelText = '', value] = SAMPLE.exec(line) ?? [];
    const number = value === '+Inf' ? Number.POSITIVE_INFINITY : Number(value);
    const labels = [...labelText.matchAll(LABEL)];
    if (name === undefined || Number.isNaN(number) || labels.map(([all]) => all).join('') !== labelText) {
      throw new Error(`Expected a sample: ${line}`);
    }
    samples.push({ name, labels: Object.fromEntries(labels.map(([, key, text]) => [key!, text!])), value: number });
  }
  return { samples, help, types };
}

/** The sum of all samples of that name whose labels include the given ones. */
export function sumOf(samples: readonly Sample[], name: string, labels: Readonly<Record<string, string>> = {}): number {
  const fits = (sample: Sample) =>
    sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value);
  return samples.filter(fits).reduce((sum, { value }) => sum + value, 0);
}
