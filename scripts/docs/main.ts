import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { explain } from '../../config/run.ts';
import { fileOf, generatedPages } from './pages.ts';

async function main(): Promise<void> {
  const pages = Object.entries(await generatedPages());
  await Promise.all(pages.map(([path, text]) => writeFile(fileOf(path), text)));
  for (const [path] of pages) console.log(path);
}

const command = new Command('npm run docs')
  .description(
    'Writes anew what follows from the code: schemas, and the pages and tables of docs/ that are made from it.',
  )
  .action(() => main().catch(explain));
await command.parseAsync();
