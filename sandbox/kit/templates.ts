import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';

/** Makes a page's HTML from its data; what `<%=` shows is escaped. */
type Page<Data extends object> = (data: Data) => string;

/**
 * Reads and compiles the `.eta` files of a folder, which name one another by `@name`; answers a function that returns a page
 * by its name. Throws where a template is missing or includes a missing one: as the program starts, not at a visit.
 */
export function templatesIn(folder: URL): <Data extends object>(name: string) => Page<Data> {
  const eta = new Eta({ autoEscape: true });
  const files = readdirSync(folder).filter((file) => file.endsWith('.eta'));
  const known = (name: string, by: string): void => {
    if (!files.includes(`${name}.eta`))
      throw new Error(`${by}: there is no template ${name}.eta in ${fileURLToPath(folder)}`);
  };
  for (const file of files) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    for (const [, name = ''] of text.matchAll(/\b(?:include|layout)\('@([^']+)'/g)) known(name, file);
    eta.loadTemplate(`@${file.replace(/\.eta$/, '')}`, text);
  }
  return (name) => {
    known(name, 'a page');
    return (data) => eta.render(`@${name}`, data);
  };
}
