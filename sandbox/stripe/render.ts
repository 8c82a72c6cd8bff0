import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';

const eta = new Eta({ views: fileURLToPath(new URL('./views', import.meta.url)), cache: true });

/** An HTML page from `views/<name>.eta`; what is shown with `<%=` is escaped. */
export const render = (name: string, data: object): string => eta.render(name, data);

const WHOLE_UNITS = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));

/** Minor units as people write them. */
export function readable(amount: number, currency: string, lang = 'en'): string {
  const value = WHOLE_UNITS.has(currency) ? amount : amount / 100;
  return new Intl.NumberFormat(lang, { style: 'currency', currency }).format(value);
}
