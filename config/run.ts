import { Failure } from '../domain/failure.ts';

/** Ends a program that can't go on: what happened and what to do for a failure we know, the whole fault otherwise. */
export function explain(error: unknown): never {
  if (error instanceof Failure) console.error(`${error.code}: ${error.message}\n${error.whatToDo}`);
  else console.error(error);
  process.exit(1);
}
