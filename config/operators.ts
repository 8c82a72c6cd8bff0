import { z } from 'zod';
import { isPasswordHash } from './password.ts';

/** The name with which an operator signs in, and which workflows note beside what the operator did. */
export const OperatorName = z
  .string()
  .regex(
    /^[\p{L}\d][\p{L}\d ._-]{0,39}$/u,
    'letters, digits, spaces, ".", "_" and "-", at most 40 characters',
  );

/** Settings of a person who signs in to the pages under /operators. */
export const Operator = z.strictObject({
  name: OperatorName.describe('With which they sign in, and which stands beside all they do.'),
  passwordHash: z
    .string()
    .refine(isPasswordHash, 'is not a hash as "npm run operator -- <name>" prints it: make it again')
    .describe('What "npm run operator -- <name>" prints; from the environment.'),
  role: z
    .enum(['operator', 'reader'])
    .default('operator')
    .describe('A reader sees everything and does nothing.'),
});
/** `Operator` once parsed. */
export type Operator = z.infer<typeof Operator>;
