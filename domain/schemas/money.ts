import { z } from 'zod';
import { isCurrency } from '../currencies.ts';

/** A currency of ISO 4217 that amounts can be kept in. */
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'an ISO 4217 code in capitals, such as EUR')
  .refine(isCurrency, 'is no currency of ISO 4217');

/** An amount in minor units (cents for EUR) with its currency. */
export const Money = z.object({ amount: z.int(), currency: Currency });
export type Money = z.infer<typeof Money>;
