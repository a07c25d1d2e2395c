import { z } from 'zod';
import { CONTROL_CHARACTERS } from '@/domain/device';
import { soughtText } from '@/domain/device-schema';

/** Ids are ours: short, opaque, without control characters. */
export const idSchema = z.string().min(1, 'expected an id').max(64, 'expected an id of at most 64 characters');

/** For procedures that take nothing: `{}` or nothing at all. */
export const nothing = z.strictObject({}).optional();

export const textSchema = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'expected at least 1 character')
    .max(max, `expected at most ${max} characters`)
    .refine((value) => !CONTROL_CHARACTERS.test(value), 'expected no control characters');

/** A secret is never trimmed and never shown. */
export const secretSchema = (max: number) =>
  z.string().min(1, 'expected at least 1 character').max(max, `expected at most ${max} characters`);

/** One that is typed on a line, as routers ask for it: CR or LF in it would begin another line. */
export const typedSecretSchema = (max: number) =>
  secretSchema(max).refine((value) => !CONTROL_CHARACTERS.test(value), 'expected no control characters');

export const searchSchema = soughtText(100);

export const MAX_PAGE = 500;

/** `cursor` is the `nextCursor` of the page before, unchanged. */
export const pageShape = {
  cursor: z.string().max(500).nullish(),
  limit: z.number().int().min(1).max(MAX_PAGE).optional(),
};

/** Where a subscription goes on: the id of the last frame received. tRPC clients add it by themselves. */
const LAST_EVENT_ID = 'expected the id of a frame of this subscription';
export const lastEventIdSchema = z
  .union(
    [z.string().regex(/^\d{1,15}$/, LAST_EVENT_ID), z.number().int().nonnegative().transform(String)],
    LAST_EVENT_ID,
  )
  .nullish();
