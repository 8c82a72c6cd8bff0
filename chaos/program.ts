import { setTimeout as delay } from 'node:timers/promises';
import { type Program, says, startProgram } from '../sandbox/kit/programs.ts';

const RESTART_MS = 1_000;

export interface RestartingOptions {
  name: string;
  /** The program and its arguments, from `cwd`. */
  command: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** What it says once it works. */
  ready: string;
  /** Where all that it says goes. */
  log: string;
}

/** One of our programs as a process of its own. Whatever ends it, it is started again, as a service manager would do. */
export class RestartingProgram {
  readonly name: string;
  readonly #options: RestartingOptions;
  #program: Program | undefined;
  #over = false;
  /** How often it ended though nobody killed it. */
  endedByItself = 0;

  constructor(options: RestartingOptions) {
    this.name = options.name;
    this.#options = options;
  }

  /** Its process; undefined while it is gone. */
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

  /** SIGKILL, in the middle of whatever it does; resolves once it is gone. */
  async kill(): Promise<void> {
    const program = this.#program;
    this.#program = undefined;
    program?.kill('SIGKILL');
    await program?.ended;
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    this.#over = true;
    await this.kill();
  }

  async #restart(program: Program): Promise<void> {
    if (program !== this.#program) return;
    this.endedByItself += 1;
    while (!this.#over) {
      await delay(RESTART_MS);
      // What it needs may still be away.
      const works = await this.start().then(
        () => true,
        () => false,
      );
      if (works) return;
    }
  }
}
