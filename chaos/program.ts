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

  /** Resolves once it works. Throws when it doesn't within a minute. */
  async start(): Promise<void> {
    const { command, cwd, env, ready, name, log } = this.#options;
    const child = spawn(process.execPath, command, {
      ...{ cwd, env, stdio: ['ignore', 'pipe', 'pipe'] },
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
    void this.#gone.then(() => this.#restart(child));
    const late = delay(READY_MS, 'late', { ref: false });
    if ((await Promise.race([works, this.#gone, late])) === 'late')
      throw new Error(`${name} was not ready within ${READY_MS / 1000} s: see ${log}`);
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
    if (this.#over || child !== this.#child) return;
    this.endedByItself += 1;
    await delay(RESTART_MS);
    if (!this.#over) await this.start();
  }
}
