import { z } from 'zod';
import { textSchema } from './input';

export const emailSchema = z.email('expected an email address').max(254).toLowerCase();
/** NIST SP 800-63B §3.1.1: length is what counts; 12 for accounts that reach routers. */
export const passwordSchema = z
  .string()
  .min(12, 'expected at least 12 characters')
  .max(128, 'expected at most 128 characters');
export const personNameSchema = textSchema(64);
