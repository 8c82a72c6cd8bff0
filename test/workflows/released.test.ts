import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../sandbox/kit/programs.ts';
import { changedSinceReleased, histories, historiesIn } from './released.ts';

it('the histories of each release are those that it was released with', () => {
  expect(changedSinceReleased(histories)).toEqual([]);
});

describe('a release whose histories were kept as CONTRIBUTING.md says', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'incasso-released-'));
    mkdirSync(join(folder, 'next'));
    for (const file of ['a.history', 'b.history']) writeFileSync(join(folder, 'next', file), file);
    writeFileSync(join(folder, 'SHA256SUMS'), '');
    cpSync(join(folder, 'next'), join(folder, '1.0.0'), { recursive: true });
    await run('sh', ['-c', 'sha256sum 1.0.0/* >> SHA256SUMS'], { cwd: folder });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('goes on beside those of the code since', () => {
    expect(historiesIn(folder)).toEqual([
      '1.0.0/a.history',
      '1.0.0/b.history',
      'next/a.history',
      'next/b.history',
    ]);
    rmSync(join(folder, 'next/a.history'));
    expect(changedSinceReleased(folder)).toEqual([]);
  });

  it('is refused once one is changed, gone or put in afterwards', () => {
    writeFileSync(join(folder, '1.0.0/a.history'), 'recorded anew');
    rmSync(join(folder, '1.0.0/b.history'));
    writeFileSync(join(folder, '1.0.0/c.history'), 'c.history');
    expect(changedSinceReleased(folder)).toEqual([
      '1.0.0/b.history is gone',
      '1.0.0/a.history is another',
      '1.0.0/c.history has no sum',
    ]);
  });
});
