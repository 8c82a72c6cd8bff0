import { inspect } from 'node:util';
import { Failure } from '../domain/failure.ts';

/** The text with which a program ends: code, message and what to do for a `Failure`, the whole error for anything else. */
export const explanation = (error: unknown): string =>
  error instanceof Failure ? `${error.code}: ${error.message}\n${error.whatToDo}` : inspect(error);

/** Prints why the program can't go on, and exits with status 1. */
export function explain(error: unknown): never {
  console.error(explanation(error));
  process.exit(1);
}

/**
 * Calls `stop` at the first SIGTERM or Ctrl-C; further ones are ignored, so that calls under way can end. That is why it is
 * not `close-with-grace`, which exits at a second signal, and after 10 s.
 */
export function onceToldToStop(stop: () => void): void {
  let told = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (!told) stop();
      told = true;
    });
}
