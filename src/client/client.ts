import { createTRPCClient, httpLink, splitLink } from '@trpc/client';
import type { JobEvent } from '@/domain/event-schema';
import type { AppRouter } from '@/server/api/app-router';
import { callTimeout } from './call-timeout';
import { tokenErrors } from './errors';
import { type FollowOptions, followJob, jobEnded } from './follow-job';
import type { JobEnd } from './job-end';
import { liveConnection } from './live-connection';
import { type AreaZeroClientOptions, portalOf } from './options';
import { portalFetch } from './portal-fetch';
import type { Procedures } from './procedures';

export type { CatalogueCommand } from '@/domain/command-catalogue';
export type { DevicePlatform, PlatformId } from '@/domain/device';
export type { Counts, EventBody, JobEvent, JobEventType } from '@/domain/event-schema';
export type { Failure, FailureKind } from '@/domain/failure-schema';
export type { BatchState, CommandRunState, DeviceRunState, JobOutcome, JobState, Strategy } from '@/domain/job';
export type { ProgressFrame } from '@/domain/job-frame';
export type { Transport } from '@/live/connection-store';
export type { DeviceView } from '@/server/api/device-router';
export type { FieldError } from '@/server/api/errors';
export type { CommandVerdict, ComparedDevice, CompareView, DeviceVerdict } from '@/server/api/job-compare';
export type { FailuresView } from '@/server/api/job-failures';
export type { CreatedJob, JobPlanView } from '@/server/api/job-plan-view';
export type {
  JobListItem,
  JobView,
  OutputView,
  Page,
  RunItem,
} from '@/server/api/job-view';
export type { SearchView } from '@/server/api/output-search';
export type { AreaZeroError } from './errors';
export { isAreaZeroError } from './errors';
export type { FollowOptions } from './follow-job';
export type { JobEnd } from './job-end';
export type { AreaZeroClientOptions, ConnectionState } from './options';
export type {
  CallOptions,
  InputOf,
  Mutation,
  OutputOf,
  Procedures,
  Query,
  Subscription,
  SubscriptionListeners,
  Tracked,
} from './procedures';

interface Conveniences {
  /**
   * Gives every event of a job to `onEvent`, from the first to the last, each once, over reconnects and restarts of the
   * portal. Resolves when the job has ended; rejects when the token is rejected, the signal fires, `onEvent` throws, or
   * the client is closed.
   */
  follow(jobId: string, onEvent: (event: JobEvent) => void, options?: FollowOptions): Promise<JobEnd>;
  /** Resolves when the job has ended, without its events and outputs. Rejects as `follow` does. */
  ended(jobId: string, options?: FollowOptions): Promise<JobEnd>;
  /** Closes what carries subscriptions; whoever still follows is rejected. Calls over HTTP need no closing. */
  close(): void;
}

/** The portal's procedures by name (`client.jobs.create.mutate(…)`), and what services need most. */
export type AreaZeroClient = Procedures & Conveniences;

/**
 * A client of the portal at `url`: queries and mutations over HTTP; subscriptions over one websocket that is open while
 * there are some, or over HTTP as well where none comes through. Throws a `TypeError` where an option is wrong; connects
 * with the first call.
 */
export function createAreaZeroClient({ onConnection, ...options }: AreaZeroClientOptions): AreaZeroClient {
  const portal = portalOf(options);
  const live = liveConnection(portal, onConnection);
  const trpc = createTRPCClient<AppRouter>({
    links: [
      tokenErrors(portal.origin),
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: live.link,
        false: [
          callTimeout(portal),
          httpLink({
            url: `${portal.origin}/api/trpc`,
            headers: { authorization: `Bearer ${portal.token}` },
            // A job of thousands of device ids does not fit into a URL, and a URL is logged on the way.
            methodOverride: 'POST',
            fetch: portalFetch(portal.origin),
          }),
        ],
      }),
    ],
  });
  // tRPC's own types say the same in terms of the server's context; these say it in plain ones.
  const procedures = trpc as unknown as Procedures;
  const conveniences: Conveniences = {
    follow: (jobId, onEvent, { signal } = {}) => followJob(procedures.jobs, jobId, onEvent, { signal }),
    ended: (jobId, { signal } = {}) => jobEnded(procedures.jobs, jobId, { signal }),
    close: () => live.close(),
  };
  return new Proxy(conveniences, {
    get: (own, name) => Reflect.get(Object.hasOwn(own, name) ? own : procedures, name),
  }) as AreaZeroClient;
}
