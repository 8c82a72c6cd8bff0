import { sorted } from './failures.ts';

/** A workflow whose task fails again and again: nothing happens in it, and it can't say so itself. */
export interface Stuck {
  workflowId: string;
  runId: string;
}

/** What one look came to. */
export interface WatchLook {
  stuck: Stuck[];
  /** Runs of which a task failed, and that may be well again: to be looked at once more. */
  suspects: string[];
  /** When to look again; milliseconds. */
  everyMs: number;
}

/** How tasks of workflows fare. It needs a client of Temporal, so it is made where everything is put together. */
export interface Tasks {
  /** Workflows that the server itself reports; none where it doesn't. */
  reported(): Promise<Stuck[]>;
  /** Of these runs those that are open, by their run IDs. */
  open(runIds: string[]): Promise<Stuck[]>;
  /** How often the task of a run was tried; 0 where none is under way. */
  attempts(run: Stuck): Promise<number>;
}

export interface WatchActivities {
  /** Which of the suspects, and of those that the server reports, can't go on. */
  findStuck(suspects: string[]): Promise<WatchLook>;
}

/** A task's first failure can be a worker that ended; one that failed twice fails always. */
const FAILED_TWICE = 3;
/** At most so many are watched, where a deploy fits no order: the others wait until some of these are well. */
const MOST = 200;
/** While something is amiss it is looked at so much more often. */
const CLOSER = 4;

export const watchActivities = (tasks: Tasks, everyMs: number): WatchActivities => ({
  findStuck: (suspects) =>
    sorted('looks-first', async () => {
      const reported = await tasks.reported();
      const known = new Set(reported.map(({ runId }) => runId));
      const stuck = reported.slice(0, MOST);
      const unsure = suspects.filter((runId) => !known.has(runId));
      const left = unsure.slice(MOST);
      for (const run of await tasks.open(unsure.slice(0, MOST))) {
        const attempts = await tasks.attempts(run);
        if (attempts >= FAILED_TWICE && stuck.length < MOST) stuck.push(run);
        else if (attempts > 1) left.push(run.runId);
      }
      const amiss = stuck.length > 0 || left.length > 0;
      return { stuck, suspects: left, everyMs: amiss ? everyMs / CLOSER : everyMs };
    }),
});
