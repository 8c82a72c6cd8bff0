import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { z } from 'zod';
import { explain } from './run.ts';
import { Config } from './schema.ts';

const file = fileURLToPath(new URL('../incasso.schema.json', import.meta.url));

/** The JSON Schema of incasso.yaml as it is written, for editors. */
export function jsonSchema(): string {
  const schema = z.toJSONSchema(Config, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ title: 'incasso.yaml', ...schema }, null, 2)}\n`;
}

/** Whether the committed file is what the code says. */
export const schemaIsCurrent = async (): Promise<boolean> => (await readFile(file, 'utf8')) === jsonSchema();

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const command = new Command('npm run schema')
    .description('Writes incasso.schema.json, by which editors complete and check incasso.yaml.')
    .action(() => writeFile(file, jsonSchema()).catch(explain));
  await command.parseAsync();
}
