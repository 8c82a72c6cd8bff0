import { Client, Connection } from '@temporalio/client';
import { apiOptions } from '../../api/options.ts';
import { createApi } from '../../api/server.ts';
import { Config } from '../../config/schema.ts';

/** docs/openapi.json: what an API answers at /openapi.json. This one has no shops, and Temporal is not asked. */
export async function openApiDocument(): Promise<string> {
  const config = Config.parse({
    api: { publicUrl: 'https://pay.example.it', checkoutSecret: 'of no installation, and signs nothing' },
    shops: {},
    erp: {},
  });
  const app = await createApi(apiOptions(config, new Client({ connection: Connection.lazy() })));
  const { body } = await app.inject('/openapi.json');
  await app.close();
  return `${JSON.stringify(JSON.parse(body), null, 2)}\n`;
}
