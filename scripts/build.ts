import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildInto } from './dist.ts';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

/** `npm run build`: dist/, made anew. */
async function build(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  await buildInto(dist, { checked: true, log: (line) => console.log(line) });
}

build().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
