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

/**
 * Calls this at the first SIGTERM or Ctrl-C; more of them change nothing, so that calls under way end in order. That is why
 * it is not `close-with-grace`, which exits at a second signal, and after 10 s.
 */
export function onceToldToStop(stop: () => void): void {
  let told = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (!told) stop();
      told = true;
    });
}
