import { z } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import { idSchema } from './input';
import { refusals } from './openapi-refusals';

export const PROGRESS_PATH = '/jobs/{jobId}/progress';

const positionSchema = z.string().regex(/^\d{1,15}$/);

const DESCRIPTION = `Server-sent events for as long as the job runs: \`curl -N\` shows them as they come.

- \`snapshot\`: a JobProgress, at the beginning
- \`progress\`: a JobProgress, at most twice a second, when a device, a batch or the job has changed
- \`end\`: a JobProgress, with the outcome; then the stream closes

With \`events=all\` come all events of the job instead, from the first on: the event's name is its type, the data a JobEvent, and after
the last one \`end\`. The id of each is its \`seq\`, which grows by one: nothing is left out and nothing comes twice.

The id of the last event received, as \`Last-Event-ID\` (browsers send it by themselves) or \`lastEventId\`, goes on after it. A job that
had ended with that event is answered with 204: there is nothing to come back for. A stream that closes without \`end\` was cut: connect
again. A comment comes every 15 seconds. Rights are looked at again while it is open.

Role: viewer. In tRPC: \`jobs.onProgress\`, \`jobs.onEvents\`.`;

const EXAMPLE = `retry: 3127

id: 412
event: progress
data: {"jobId":"…","title":"OSPF neighbors on 60 devices","state":"running","outcome":null,"percent":48,…}

: heartbeat

`;

/** The one place that is no procedure of its own. */
export const progressOperation: ZodOpenApiOperationObject = {
  operationId: 'jobs.progress',
  tags: ['jobs'],
  summary: 'The progress of a job as server-sent events',
  description: DESCRIPTION,
  security: [{ token: [] }, { session: [] }],
  requestParams: {
    path: z.object({ jobId: idSchema }),
    query: z.object({
      events: z.literal('all').optional().describe('Every event instead of the progress'),
      lastEventId: positionSchema.optional().describe('As the header Last-Event-ID, which goes before it'),
    }),
    header: z.object({ 'Last-Event-ID': positionSchema.optional() }),
  },
  responses: {
    200: {
      description: 'The stream',
      content: { 'text/event-stream': { schema: { type: 'string' }, example: EXAMPLE } },
    },
    204: { description: 'The job had ended with that event' },
    ...refusals([400, 401, 403, 404, 429, 500]),
  },
};
