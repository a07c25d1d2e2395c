import type { ServerResponse } from 'node:http';
import { getTRPCErrorFromUnknown, getTRPCErrorShape, type TRPCError } from '@trpc/server';
import { z } from 'zod';
import { appRouter } from './app-router';

/** Body of every refusal under `/api/v1`. The words are those of tRPC's errors. */
export const restErrorSchema = z.object({
  code: z.string().describe('As BAD_REQUEST'),
  message: z.string().describe('Names the fields'),
  fields: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .nullable()
    .describe('What is wrong with the input, field by field; null where that is not the reason'),
  reference: z.string().nullable().describe('Of an internal error: under which the log of the portal has it'),
});

/** By status: headers that tell a client what to do. */
const ADVICE: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: { 'WWW-Authenticate': 'Bearer' },
  413: { Connection: 'close' },
  429: { 'Retry-After': '5' },
  503: { 'Retry-After': '5' },
};

export function sendJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = Buffer.from(`${JSON.stringify(body)}\n`);
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': text.length,
    'Cache-Control': 'no-store',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...headers,
  });
  res.end(text);
}

/** Answers with what went wrong; `allow` is for one that is about the method. Returns it as tRPC's error, for the log. */
export function sendError(res: ServerResponse, cause: unknown, allow: string): TRPCError {
  const error = getTRPCErrorFromUnknown(cause);
  const { message, data } = getTRPCErrorShape({
    config: appRouter._def._config,
    error,
    type: 'unknown',
    path: undefined,
    input: undefined,
    ctx: undefined,
  });
  const { code, fields, reference, httpStatus } = data;
  const headers = httpStatus === 405 ? { Allow: allow } : ADVICE[httpStatus];
  if (res.headersSent) res.destroy();
  else sendJson(res, httpStatus, { code, message, fields, reference }, headers);
  return error;
}
