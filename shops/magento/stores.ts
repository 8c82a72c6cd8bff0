import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { bad, type Finding, good } from '../../domain/finding.ts';
import type { MagentoClient } from './client.ts';

const Views = z.array(
  z.object({ id: z.union([z.int(), z.string()]).transform(Number), name: z.string(), code: z.string() }),
);

/** A finding with the names of the shop's store views, or of those in `stores`; none where the key may not read them. */
export async function storesFinding(
  client: MagentoClient,
  shop: string,
  stores: number[] | undefined,
): Promise<Finding[]> {
  const views = await viewsOf(client, shop);
  if (!views) return [];
  const missing = stores?.filter((id) => !views.some((view) => view.id === id)) ?? [];
  if (missing.length > 0) {
    const known = views.map(named).join(', ');
    return [bad('stores', `there is no store ${missing.join(', ')}`, `Correct stores: there are ${known}.`)];
  }
  // 0 is the back office's own view.
  const imported = views.filter(({ id }) => (stores ? stores.includes(id) : id !== 0));
  return [good('stores', `orders of ${imported.map(named).join(', ')}`)];
}

const named = ({ id, name, code }: z.infer<typeof Views>[number]): string => `${name} (${code}, ${id})`;

async function viewsOf(client: MagentoClient, shop: string): Promise<z.infer<typeof Views> | undefined> {
  try {
    return Views.safeParse(await client.get(`store views of ${shop}`, '/store/storeViews')).data;
  } catch (error) {
    // Only these names need the right Magento_Backend::store, so it is not required.
    if (error instanceof Failure && error.kind === 'refused') return undefined;
    throw error;
  }
}
