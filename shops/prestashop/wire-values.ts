import { z } from 'zod';
import { filled, isCountable } from '../decode.ts';

// Values of both formats are texts here. JSON drops fields that are 0 or empty (PS#39918), XML has them as "0" or empty elements.
/** A text; undefined where it is missing or empty. */
export const text = z.string().optional().transform(filled);
/** The id of another record; "0" is none. */
export const link = text.transform((id) => (id === '0' ? undefined : id));
/** An amount or quantity, as a text that can be counted with. */
export const amount = z
  .string()
  .refine((value) => /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value) && isCountable(value));
/** An amount or quantity; "0" where it is missing or empty. */
export const amountOr0 = amount
  .or(z.literal(''))
  .optional()
  .transform((value) => value || '0');
/** A time by the shop's wall clock; not "0000-00-00 00:00:00", PrestaShop's "no date". */
export const WireDate = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
  .refine((date) => !Number.isNaN(Date.parse(`${date.replace(' ', 'T')}Z`)));
/** Whether something is so; not where it is missing. */
export const flag = z
  .string()
  .optional()
  .transform((value) => value === '1' || value === 'true');
/** A list; empty where it is missing. */
export const list = <T extends z.ZodType>(row: T) => z.array(row).default([]);
