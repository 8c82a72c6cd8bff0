import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';

const eta = new Eta({ views: fileURLToPath(new URL('./views', import.meta.url)), cache: true });

/** An HTML page from `views/<name>.eta`; what is shown with `<%=` is escaped. */
export const render = (name: string, data: object): string => eta.render(name, data);
