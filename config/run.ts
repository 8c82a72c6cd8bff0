import { inspect } from 'node:util';
import { Failure } from '../domain/failure.ts';

/** Why a program can't go on: what happened and what to do for a failure we know, the whole fault otherwise. */
export const explanation = (error: unknown): string =>
  error instanceof Failure ? `${error.code}: ${error.message}\n${error.whatToDo}` : inspect(error);

/** Ends a program that can't go on, and says why. */
export function explain(error: unknown): never {
  console.error(explanation(error));
  process.exit(1);
}
