import { z } from 'zod';

// PHP has one type for lists and objects, and modules of every kind write into Magento's answers.

/** An object that can be missing; PHP writes an empty one as `[]`. */
export const phpObject = <T extends z.ZodType>(object: T) =>
  z.preprocess((value) => (Array.isArray(value) && value.length === 0 ? undefined : value), object.nullish());

/** A list; PHP writes one that lacks some numbers as an object (`{"0": .., "2": ..}`). */
export const phpList = <T extends z.ZodType>(row: T) =>
  z.preprocess((value) => (isNumbered(value) ? Object.values(value) : value), z.array(row));

/** A list's answer; where `fields` were named, an empty list is written as `null` (Webapi\Rest\Response\FieldsFilter). */
export const phpItems = <T extends z.ZodType>(row: T) =>
  z.object({ items: z.preprocess((value) => (value === null ? [] : value), phpList(row)) });

/** An amount that can be missing; some modules write `""` instead. */
export const phpAmount = <T extends z.ZodType>(amount: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), amount.nullish());

function isNumbered(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => /^\d+$/.test(key));
}
