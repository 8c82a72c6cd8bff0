import { readFileSync } from 'node:fs';
import { jsonSchema as ofConfiguration } from '../../config/json-schema.ts';
import { jsonSchema as ofExchange } from '../../erps/exchange/wire.ts';
import { configurationPage } from './configuration.ts';
import { errorsPage } from './errors.ts';
import { openApiDocument } from './openapi.ts';
import { withRegions } from './regions.ts';

const root = new URL('../../', import.meta.url);

export const fileOf = (path: string): URL => new URL(path, root);

const withItsRegions = (path: string): string => withRegions(readFileSync(fileOf(path), 'utf8'));

const writers: Record<string, (path: string) => string | Promise<string>> = {
  'incasso.schema.json': ofConfiguration,
  'docs/configuration.md': configurationPage,
  'docs/errors.md': errorsPage,
  'docs/exchange-document.schema.json': ofExchange,
  'docs/gateways.md': withItsRegions,
  'docs/magento.md': withItsRegions,
  'docs/openapi.json': openApiDocument,
  'docs/paypal.md': withItsRegions,
  'docs/prestashop.md': withItsRegions,
  'docs/stripe.md': withItsRegions,
};

/** Every file that the code writes, with its text as it should be, by path. */
export async function generatedPages(): Promise<Record<string, string>> {
  const written = Object.entries(writers).map(async ([path, write]) => [path, await write(path)]);
  return Object.fromEntries(await Promise.all(written));
}
