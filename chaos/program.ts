import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const READY_MS = 60_000;
const RESTART_MS = 1_000;

export interface ProgramOptions {
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
export class Program {
  readonly name: string;
  readonly #options: ProgramOptions;
  readonly #log: WriteStream;
  #child: ChildProcess | undefined;
  #over = false;
  #gone: Promise<void> = Promise.resolve();
  /** How often it ended though nobody killed it. */
  endedByItself = 0;

  constructor(options: ProgramOptions) {
    this.name = options.name;
    this.#options = options;
    this.#log = createWriteStream(options.log, { flags: 'a' });
    process.once('exit', () => this.#child?.kill('SIGKILL'));
  }

  /** Its process; undefined while it is gone. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Resolves once it works. Throws where it ends instead, or doesn't work within a minute. */
  async start(): Promise<void> {
    const { command, cwd, env, ready, name, log } = this.#options;
    const child = spawn(process.execPath, command, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    const works = new Promise<void>((resolve) => {
      for (const output of [child.stdout, child.stderr])
        output?.on('data', (chunk) => {
          this.#log.write(chunk);
          if (String(chunk).includes(ready)) resolve();
        });
    });
    this.#gone = new Promise((resolve) => child.once('exit', () => resolve()));
    const late = delay(READY_MS, 'late', { ref: false });
    const gone = this.#gone.then(() => 'gone');
    if ((await Promise.race([works, gone, late])) !== undefined)
      throw new Error(`${name} did not begin to work within ${READY_MS / 1000} s, or ended: see ${log}`);
    void this.#gone.then(() => this.#restart(child));
  }

  /** SIGKILL, in the middle of whatever it does; resolves once it is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    child?.kill('SIGKILL');
    await this.#gone;
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    this.#over = true;
    await this.kill();
    this.#log.end();
  }

  async #restart(child: ChildProcess): Promise<void> {
    if (child !== this.#child) return;
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
