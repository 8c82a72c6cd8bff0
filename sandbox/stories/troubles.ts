import { until } from '../customer.ts';
import { pagesOf } from './books.ts';
import { card, closesPaid, done, paid, pays, type Scene, type Story, shopIsTold, stripe } from './story.ts';

const CREATE_PAGE = { method: 'POST', path: '/v1/checkout/sessions$' };
const CREATE_DOCUMENT = { method: 'POST', path: '/documenti/ordini-clienti$' };
const COMPLETED = 'checkout.session.completed';
const misdelivers = (scene: Scene, mode: string) =>
  stripe(scene, 'webhooks', { mode, times: 1, type: COMPLETED });

/** Systems that are away, lose answers, or send notifications twice, too early, never, or with contradictions. */
export const troubles: Story[] = [
  {
    name: 'ERP down for a while',
    begins: card,
    async acts(scene) {
      await scene.customer.tells(scene.world.urls.mexal, 'down', { ms: 4_000 });
      await pays(scene);
    },
    ending: paid,
  },
  {
    name: "the ERP's answer is lost",
    begins: card,
    async acts(scene) {
      const lost = { kind: 'reset-after', times: 1, ...CREATE_DOCUMENT };
      await scene.customer.tells(scene.world.urls.mexal, 'faults', lost);
      await pays(scene);
    },
    ending: paid,
  },
  {
    name: 'webhook never delivered',
    begins: card,
    async acts(scene) {
      await misdelivers(scene, 'lose');
      await pays(scene);
    },
    ending: paid,
  },
  {
    name: 'no webhook and no return',
    begins: card,
    async acts(scene) {
      await misdelivers(scene, 'lose');
      await closesPaid(scene);
    },
    ending: paid,
  },
  {
    name: 'two events of one payment',
    begins: card,
    async acts(scene) {
      await misdelivers(scene, 'duplicate-new-id');
      await pays(scene);
      const { deliveries } = await scene.customer.books(scene.world.urls.stripe);
      const sent = deliveries.slice(-2).map(({ type, status }: Delivery) => `${type} ${status}`);
      if (sent.some((event: string) => event !== `${COMPLETED} 200`)) throw new Error(`Stripe told ${sent}`);
    },
    ending: paid,
  },
  {
    name: 'webhook before the answer',
    begins: card,
    before: (cast) => stripe(cast, 'faults', { kind: 'latency-after', ms: 4_000, times: 1, ...CREATE_PAGE }),
    async acts(scene) {
      // The page exists, but Stripe's answer is still on its way, and the customer was not sent there yet.
      const { id } = await until('the page at Stripe', async () => (await pagesOf(scene)).at(0));
      await scene.customer.presses(`${scene.world.urls.stripe}/pay/${id}`, 'pay-and-close');
    },
    ending: paid,
  },
  {
    name: 'paid and failed at once',
    begins: card,
    async acts(scene) {
      const { session } = await closesPaid(scene);
      await done(scene);
      await stripe(scene, `sessions/${session}/contradict`);
      await shopIsTold(scene, 'Pagamento da verificare');
    },
    ending: paid,
  },
];

interface Delivery {
  type: string;
  status: number | null;
}
