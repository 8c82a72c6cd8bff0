import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { says, startProgram } from '../sandbox/kit/programs.ts';
import { startTemporal } from '../sandbox/temporal/server.ts';
import { type Figure, figure } from './figures.ts';
import { serverLog, startMeasured } from './processes.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
// The last line that `npm start` prints once everything is ready.
const READY = 'Ctrl-C stops everything';
// Long enough for building Temporal's dev server first.
const READY_MS = 300_000;

/** Measures how long `npm start` takes in an empty folder; the floor is Temporal's dev server with a bare worker. */
export async function measureStartup(rounds: number, log: (line: string) => void): Promise<Figure[]> {
  const taken = { ours: [] as number[], floor: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    taken.ours.push(await inFolder(startsAll));
    taken.floor.push(await inFolder((folder) => startsBare(folder, log)));
    log(`started in ${taken.ours.at(-1)?.toFixed(0)} ms, the floor in ${taken.floor.at(-1)?.toFixed(0)} ms`);
  }
  return [figure('startup-ms', 'ms', taken)];
}

async function inFolder(start: (folder: string) => Promise<number>): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'incasso-start-'));
  try {
    return await start(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function startsAll(folder: string): Promise<number> {
  const begun = performance.now();
  const program = startProgram('npm', ['start', '--', '--folder', folder], { cwd: root, group: true });
  try {
    await says(program, READY, READY_MS);
    return performance.now() - begun;
  } finally {
    // To the whole process group, as Ctrl-C does.
    program.kill('SIGINT');
    await program.ended;
  }
}

async function startsBare(folder: string, log: (line: string) => void): Promise<number> {
  const begun = performance.now();
  const server = await startTemporal({ dbFile: join(folder, 'temporal.db'), log, warn: serverLog(folder) });
  const worker = await startMeasured({
    name: 'floor',
    file: 'bench/floor/worker.ts',
    folder,
    env: { TEMPORAL_ADDRESS: server.address },
    readyWhen: 'ready to be measured',
  });
  const took = performance.now() - begun;
  await worker.stop();
  await server.stop();
  return took;
}
