import { z } from 'zod';
import { isCountable } from '../decode.ts';
import { phpAmount } from './php.ts';

/** An amount or a quantity, in major units: a number, or a text of one. */
export const decimal = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).refine(isCountable);

export const text = z.union([z.string(), z.number()]).transform(String);

/** Magento leaves out most keys that are null, and sends some as null: both are "not there". */
export const optional = { decimal: phpAmount(decimal), text: text.nullish() };
