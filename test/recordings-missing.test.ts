import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startProgram } from '../sandbox/kit/programs.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const NOWHERE = '/nowhere/recordings';

/** The tests of a few recordings in a process of their own, where those can't be found. */
async function withoutRecordings(CI: string): Promise<{ status: number | null; lines: string[] }> {
  const args = ['vitest', 'run', 'test/shops/prestashop-answers.test.ts'];
  const env = { ...process.env, CI, NO_COLOR: '1', INCASSO_RECORDINGS: NOWHERE };
  const { status, stdout, stderr } = await startProgram('npx', args, { cwd: root, env }).ended;
  return { status, lines: `${stderr}${stdout}`.trimEnd().split('\n') };
}
const sentence = `The recordings of real shops are not in ${NOWHERE}: put them there, or name their folder in INCASSO_RECORDINGS`;

it('who has only the clone sees green, and in one line how many tests were left out and why', async () => {
  const { status, lines } = await withoutRecordings('');
  expect(status).toBe(0);
  expect(lines.at(-2)).toMatch(/^[1-9]\d* tests or groups of tests left out: /);
  expect(lines.at(-2)).toContain(sentence);
  expect(lines.at(-1)).toMatch(/^[1-9]\d* passed, 0 failed$/);
  expect(lines.filter((line) => line.includes(sentence))).toHaveLength(1);
});

it('a run that has to be whole fails for want of recordings, and says what to do', async () => {
  const { status, lines } = await withoutRecordings('true');
  expect(status).toBe(1);
  expect(lines.at(-1)).toMatch(/^[1-9]\d* passed, [1-9]\d* failed$/);
  expect(lines.filter((line) => line.endsWith(sentence)).length).toBeGreaterThan(0);
});
