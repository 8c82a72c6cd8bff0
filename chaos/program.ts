import { setTimeout as delay } from 'node:timers/promises';
import { type Program, says, startProgram } from '../sandbox/kit/programs.ts';

const RESTART_MS = 1_000;

/** What a program needs to be started. */
export interface RestartingOptions {
  name: string;
  /** The script and its arguments, relative to `cwd`. */
  command: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** The text in its output that says that it works. */
  ready: string;
  /** The file for its output. */
  log: string;
}

/** One of our programs as a process of its own. It is restarted whenever it ends, as a service manager would do. */
export class RestartingProgram {
  readonly name: string;
  readonly #options: RestartingOptions;
  #program: Program | undefined;
  #over = false;
  /** How often it ended without having been killed. */
  endedByItself = 0;

  constructor(options: RestartingOptions) {
    this.name = options.name;
    this.#options = options;
  }

  /** The id of its process; undefined while there is none. */
  get pid(): number | undefined {
    return this.#program?.pid;
  }

  /** Resolves once it works. Throws where it ends instead, or doesn't work within a minute. */
  async start(): Promise<void> {
    const { command, cwd, env, ready, log } = this.#options;
    const program = startProgram(process.execPath, command, { cwd, env, log });
    this.#program = program;
    await says(program, ready).catch((error: unknown) => {
      program.kill('SIGKILL');
      throw error;
    });
    void program.ended.then(() => this.#restart(program));
  }

  /** Kills it with SIGKILL; resolves once it has ended. */
  async kill(): Promise<void> {
    const program = this.#program;
    this.#program = undefined;
    program?.kill('SIGKILL');
    await program?.ended;
  }

  /** Kills it without a restart. */
  async stop(): Promise<void> {
    this.#over = true;
    await this.kill();
  }

  async #restart(program: Program): Promise<void> {
    if (program !== this.#program) return;
    this.endedByItself += 1;
    while (!this.#over) {
      await delay(RESTART_MS);
      // Temporal or a system that it needs may still be away.
      const works = await this.start().then(
        () => true,
        () => false,
      );
      if (works) return;
    }
  }
}
