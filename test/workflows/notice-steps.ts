import type { Imported } from '../../activities/shop.ts';
import { Clock } from '../../workflows/kit/clock.ts';
import { tellShop } from '../../workflows/order/steps.ts';

/** Only tells the shop that an order is taken over. */
export const tellsAccepted = (timing: Imported['timing']): Promise<string> =>
  tellShop(new Clock(), { shop: 'it', id: '5', announced: false }, { timing } as Imported, {
    kind: 'accepted',
    marker: 'accepted',
  });
