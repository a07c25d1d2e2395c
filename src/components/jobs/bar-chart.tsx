'use client';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { formatNumber } from '@/domain/format';
import { Button } from '../ui/button';
import { Card, CardHeader, CardTitle } from '../ui/card';
import { cn } from '../ui/cn';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table';
import { scaleOf } from './chart-bins';

export interface Bar {
  readonly key: number;
  /** What it stands for: an interval of time, a range of durations. */
  readonly label: string;
  /** From the ground up, in the order of `series`. */
  readonly values: readonly number[];
}

export interface BarChartProps {
  title: string;
  /** The whole chart in a sentence. */
  summary: string;
  bars: readonly Bar[];
  series: readonly { readonly name: string; readonly color: string; readonly hatched?: boolean }[];
  /** Under the first and the last bar. */
  ends: readonly [string, string];
  /** Of the table's first column. */
  of: string;
  testId: string;
  empty: ReactNode;
}

const HEIGHT = 100;
/** Share of its place that a bar takes. */
const BAR = 0.82;

/** Stacked bars: at most as many as the bins are bounded to. Read by pointing, by arrow keys, or as a table. */
export function BarChart(props: BarChartProps) {
  const { title, summary, bars, series, testId } = props;
  const [asTable, setAsTable] = useState(false);
  const [at, setAt] = useState<number | null>(null);
  const bar = at === null ? undefined : bars[at];
  return (
    <Card data-testid={testId} className="flex flex-col">
      <CardHeader className="flex-nowrap">
        <CardTitle className="whitespace-nowrap">{title}</CardTitle>
        <p role="status" className="min-w-0 flex-1 truncate text-right text-xs tabular-nums">
          {bar && <Reading bar={bar} series={series} />}
        </p>
        {bars.length > 0 && (
          <Button variant="link" size="bare" className="text-xs" onClick={() => setAsTable(!asTable)}>
            {asTable ? 'As bars' : 'As a table'}
          </Button>
        )}
      </CardHeader>
      {bars.length === 0 ? (
        <p className="px-4 py-6 text-muted-foreground text-xs">{props.empty}</p>
      ) : asTable ? (
        <ChartTable {...props} />
      ) : (
        <>
          <Bars {...props} at={at} onAt={setAt} />
          <p className="px-4 pb-3 text-muted-foreground text-xs">{summary}</p>
        </>
      )}
    </Card>
  );
}

function Reading({ bar, series }: { bar: Bar; series: BarChartProps['series'] }) {
  return (
    <>
      <span className="text-muted-foreground">{bar.label}: </span>
      {series.map(({ name }, index) => `${formatNumber(bar.values[index] ?? 0)} ${name}`).join(', ')}
    </>
  );
}

interface BarsProps extends BarChartProps {
  at: number | null;
  onAt: (index: number | null) => void;
}

function Bars({ title, summary, bars, series, ends, at, onAt }: BarsProps) {
  const hatch = useId();
  const lines = scaleOf(Math.max(...bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0))));
  const top = lines.at(-1) ?? 1;
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: (at ?? bars.length) - 1, ArrowRight: (at ?? -1) + 1, Home: 0, End: bars.length - 1 }[
      event.key
    ];
    if (to === undefined) return;
    event.preventDefault();
    onAt(Math.min(bars.length - 1, Math.max(0, to)));
  };
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-2 px-4 pt-4 pb-2">
      <div aria-hidden className="relative h-36 min-w-6 text-right text-muted-foreground text-2xs tabular-nums">
        <span className="invisible">{formatNumber(top)}</span>
        {lines.map((line) => (
          <span key={line} className="absolute right-0 translate-y-1/2" style={{ bottom: `${(line * 100) / top}%` }}>
            {formatNumber(line)}
          </span>
        ))}
      </div>
      <svg
        role="img"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read bar by bar
        tabIndex={0}
        aria-label={`${title}. ${summary}`}
        viewBox={`0 0 ${bars.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-36 w-full overflow-visible"
        onKeyDown={onKeyDown}
        onBlur={() => onAt(null)}
        onPointerLeave={() => onAt(null)}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const index = Math.floor(((event.clientX - box.left) * bars.length) / box.width);
          onAt(Math.min(bars.length - 1, Math.max(0, index)));
        }}
      >
        <Hatch id={hatch} bars={bars.length} />
        {lines.map((line) => {
          const y = HEIGHT - (line * HEIGHT) / top;
          return (
            <path key={line} d={`M0 ${y}H${bars.length}`} className="stroke-border" vectorEffect="non-scaling-stroke" />
          );
        })}
        {at !== null && <rect x={at} y={0} width={1} height={HEIGHT} className="fill-foreground/8" />}
        {series.map(({ name, color, hatched }, index) => {
          const d = seriesPath(bars, index, top);
          return (
            <g key={name}>
              <path d={d} fill={color} />
              {hatched && <path d={d} fill={`url(#${hatch})`} />}
            </g>
          );
        })}
      </svg>
      <div aria-hidden className={cn('col-start-2 flex justify-between pt-1.5 text-muted-foreground text-2xs')}>
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </div>
    </div>
  );
}

/** All bars of one series as one path, on top of the series before it. */
function seriesPath(bars: readonly Bar[], series: number, top: number): string {
  return bars
    .map(({ values }, index) => {
      const value = values[series] ?? 0;
      if (value === 0) return '';
      const below = values.slice(0, series).reduce((sum, other) => sum + other, 0);
      const [foot, head] = [HEIGHT - (below * HEIGHT) / top, HEIGHT - ((below + value) * HEIGHT) / top];
      const left = index + (1 - BAR) / 2;
      return `M${left} ${foot}V${head}h${BAR}V${foot}Z`;
    })
    .join('');
}

/** The drawing is stretched to its width, the stripes with it. */
function Hatch({ id, bars }: { id: string; bars: number }) {
  return (
    <defs>
      <pattern id={id} width={bars} height="4" patternUnits="userSpaceOnUse">
        <rect width={bars} height="1.4" fill="var(--card)" fillOpacity="0.55" />
      </pattern>
    </defs>
  );
}

function ChartTable({ title, bars, series, of }: BarChartProps) {
  return (
    <div className="max-h-60 overflow-y-auto p-3">
      <Table aria-label={title}>
        <TableHeader>
          <TableRow>
            <TableHead>{of}</TableHead>
            {series.map(({ name }) => (
              <TableHead key={name} className="text-right">
                {name}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {bars.map(({ key, label, values }) => (
            <TableRow key={key}>
              <TableCell className="tabular-nums">{label}</TableCell>
              {series.map(({ name }, index) => (
                <TableCell key={name} className="text-right tabular-nums">
                  {formatNumber(values[index] ?? 0)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
