'use client';
import { JOB_STATES } from '@/domain/job';
import type { ConnectionState } from '@/live/connection-store';
import { CountsBar } from '../jobs/counts-bar';
import { CountsLine } from '../jobs/counts-line';
import { jobIcon } from '../jobs/job-icon';
import { jobTitleText } from '../jobs/job-title-text';
import {
  BATCH_STATE_VIEWS,
  COMMAND_RUN_STATE_VIEWS,
  DEVICE_RUN_STATE_VIEWS,
  JOB_STATE_VIEWS,
  OUTCOME_VIEWS,
  type StateView,
} from '../jobs/state-catalogue';
import { StateMark } from '../jobs/state-mark';
import { ConnectionMark, connectionView } from '../shell/connection-badge';
import { TOKEN_STATE_VIEWS } from '../tokens/token-state-catalogue';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { KeyCaps } from '../ui/key-cap';
import { TimeAgo } from '../ui/time';
import { useNow } from '../ui/use-now';
import { DELIVERY_STATE_VIEWS } from '../webhooks/delivery-state-catalogue';
import { SAMPLE_COUNTS, SAMPLE_JOBS } from './sample-jobs';
import { StatesGroup } from './states-group';

const MARKS = {
  'Job states': JOB_STATE_VIEWS,
  Outcomes: OUTCOME_VIEWS,
  'Device runs': DEVICE_RUN_STATE_VIEWS,
  'Command runs': COMMAND_RUN_STATE_VIEWS,
  Batches: BATCH_STATE_VIEWS,
  'API tokens': TOKEN_STATE_VIEWS,
  'Webhook deliveries': DELIVERY_STATE_VIEWS,
} satisfies Record<string, Record<string, StateView>>;

const connections = (now: number): readonly ConnectionState[] => [
  { status: 'connecting', transport: 'websocket', lastHeardAt: null },
  { status: 'live', transport: 'websocket', lastHeardAt: now },
  { status: 'live', transport: 'http', lastHeardAt: now },
  { status: 'lost', transport: 'websocket', lastHeardAt: now },
  { status: 'lost', transport: 'http', lastHeardAt: now - 90_000 },
];

const AGES_MS = [0, 40_000, 180_000, 5 * 3_600_000, 30 * 3_600_000, 100 * 3_600_000, 400 * 3_600_000];

/** What is smaller than a line: marks, bars, badges, buttons. */
export function MarkStates() {
  const now = useNow();
  return (
    <>
      {Object.entries(MARKS).map(([title, views]) => (
        <StatesGroup key={title} title={title}>
          {Object.entries(views).map(([state, view]) => (
            <StateMark key={state} view={view} />
          ))}
        </StatesGroup>
      ))}
      <StatesGroup title="Progress">
        {Object.entries(SAMPLE_COUNTS).map(([label, counts]) => (
          <div key={label} className="grid w-full gap-1 text-xs">
            <span>{label}</span>
            <CountsBar counts={counts} label={label} className="h-2" />
            <CountsLine counts={counts} />
          </div>
        ))}
      </StatesGroup>
      <StatesGroup title="Connection">
        {connections(now).map((state) => (
          <ConnectionMark key={JSON.stringify(state)} view={connectionView(state, now)} state={state} />
        ))}
      </StatesGroup>
      <StatesGroup title="Tab">
        {SAMPLE_JOBS.slice(0, JOB_STATES.length + 2).map((job) => (
          <span key={job.jobId} className="inline-flex items-center gap-1.5 text-xs">
            <TabIcon svg={jobIcon(job)} />
            {jobTitleText(job)}
          </span>
        ))}
      </StatesGroup>
      <StatesGroup title="Badges, keys, times">
        {(['neutral', 'outline', 'warning', 'danger'] as const).map((variant) => (
          <Badge key={variant} variant={variant}>
            {variant}
          </Badge>
        ))}
        <KeyCaps keys={['g', 'd']} />
        {AGES_MS.map((age) => (
          <TimeAgo key={age} at={new Date(now - age).toISOString()} />
        ))}
      </StatesGroup>
      <StatesGroup title="Buttons">
        {(['primary', 'secondary', 'ghost', 'danger', 'outlineDanger', 'link'] as const).map((variant) => (
          <span key={variant} className="inline-flex gap-2">
            <Button variant={variant}>{variant}</Button>
            <Button variant={variant} disabled>
              disabled
            </Button>
          </span>
        ))}
      </StatesGroup>
    </>
  );
}

function TabIcon({ svg }: { svg: string }) {
  // biome-ignore lint/performance/noImgElement: a few bytes that stand in the address itself
  return <img alt="" src={`data:image/svg+xml,${encodeURIComponent(svg)}`} className="size-4" />;
}
