import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const GRACE_S = 10;

/** A program that ends when we end it or when we are gone. */
export interface GuardedProcess {
  pid: number;
  /** Its last words once it has ended. */
  ended(): string | undefined;
  /** SIGTERM, and SIGKILL after 10 s. */
  stop(): Promise<void>;
}

// Its standard input is a pipe that we hold open: it closes when we close it, and when we die in whatever way, SIGKILL too.
const guard = `
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
(
  read -r _ <&3
  kill -TERM $program 2>/dev/null
  for _ in ${Array.from({ length: GRACE_S }, (_, second) => second).join(' ')}; do
    kill -0 $program 2>/dev/null || exit 0
    sleep 1
  done
  kill -KILL $program 2>/dev/null
) &
guard=$!
wait $program
code=$?
kill $guard 2>/dev/null
exit $code
`;

/**
 * Starts a program in a process group of its own (a terminal's Ctrl-C doesn't reach it) under a small shell that ends it
 * when this process is gone. What it says on its error output is told to `log` line by line. Linux and macOS.
 */
export function startGuarded(program: string, args: string[], log: (line: string) => void): GuardedProcess {
  const child = spawn('/bin/sh', ['-c', guard, 'sh', program, ...args], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  if (child.pid === undefined) throw new Error('/bin/sh cannot be started');
  let lastWords = '';
  let ended: string | undefined;
  for (const output of [child.stdout, child.stderr])
    createInterface({ input: output }).on('line', (line) => {
      if (!line.trim()) return;
      lastWords = line;
      if (output === child.stderr) log(line);
    });
  const gone = new Promise<void>((resolve) => {
    child.once('close', (code, signal) => {
      ended = lastWords || `exit code ${code ?? signal}`;
      resolve();
    });
    child.once('error', (error) => {
      ended = error.message;
      resolve();
    });
  });
  // It may be gone before we close the pipe.
  child.stdin.on('error', (error) => log(error.message));
  return {
    pid: child.pid,
    ended: () => ended,
    stop: async () => {
      child.stdin.end();
      await gone;
    },
  };
}
