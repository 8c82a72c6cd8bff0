import { writeFile } from 'node:fs/promises';
import { Failure } from '../domain/failure.ts';
import { ask } from './check.ts';
import { mappingAnswer, mappingText } from './mapping.ts';
import { type Around, type Options, run, toJson } from './opening.ts';

/** Runs `incasso mapping`; answers its exit status. */
export const runMapping = (options: Options & { write?: string }, around: Around): Promise<number> =>
  run(options, around, async (checking) => {
    const answer = mappingAnswer(checking.config, await ask(checking));
    const { write } = options;
    if (write !== undefined) await writeNew(write, answer.block);
    if (options.json) return { ok: answer.ok, text: toJson(answer) };
    around.stderr.write(`${mappingText(answer)}\n`);
    if (write === undefined) return { ok: answer.ok, text: answer.block.trimEnd() };
    around.stderr.write(
      `The block is in ${write}: edit it, and put it in place of "mapping.payments" in incasso.yaml.\n`,
    );
    return { ok: answer.ok, text: '' };
  });

/** Writes a new file; never overwrites one, which could be incasso.yaml. Throws CONFIG_INVALID. */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EEXIST' ? 'it is there already: name another file' : message;
    throw new Failure('CONFIG_INVALID', 'refused', `${file} can't be written: ${why}`);
  }
}
