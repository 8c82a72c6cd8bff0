import { z } from 'zod';
import { isCountable } from '../decode.ts';
import { phpAmount } from './php.ts';

/** An amount in major units, or a quantity: a number, or a text with one. */
export const decimal = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).refine(isCountable);

/** A text, or a number as text. */
export const text = z.union([z.string(), z.number()]).transform(String);

/** Values that can be missing: Magento leaves out most keys that are null, and sends some as null. */
export const optional = { decimal: phpAmount(decimal), text: text.nullish() };
