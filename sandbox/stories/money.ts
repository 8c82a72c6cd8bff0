import { sessionsOf } from './books.ts';
import { card, closesPaid, done, page, paid, type Story, sessionOf, shopIsTold, stripe } from './story.ts';

/** Money that comes too late or twice, and money that goes back. */
export const money: Story[] = [
  {
    name: 'paid late, cancelled',
    begins: card,
    windows: { order: 3_000 },
    async acts(scene) {
      const { customer, subject, world } = scene;
      await shopIsTold(scene, 'Pagamento non riuscito entro il termine');
      await customer.tells(world.urls.magento, `orders/${subject.id}/cancel`, {});
      const [session] = await sessionsOf(scene);
      // Under way at the bank as the page was closed.
      await stripe(scene, `sessions/${session?.id}/pay-late`);
    },
    ending: { ...paid, attention: 'PAID_BUT_CANCELLED', document: false, shopState: 'canceled' },
  },
  {
    name: 'two payments, both paid',
    begins: card,
    async acts(scene) {
      const { customer, subject } = scene;
      const first = await page(scene);
      await stripe(scene, `sessions/${sessionOf(first)}/expire`);
      const second = await customer.goesToPay(await subject.link(), first);
      await customer.presses(second, 'pay');
      await stripe(scene, `sessions/${sessionOf(first)}/pay-late`);
    },
    ending: { ...paid, attention: 'DOUBLE_CHARGE', charges: ['paid', 'paid'], payments: 2 },
  },
  {
    name: 'refunded in the dashboard',
    begins: card,
    async acts(scene) {
      const { charge } = await closesPaid(scene);
      await done(scene);
      await stripe(scene, 'refunds', { payment_intent: charge });
    },
    ending: { ...paid, attention: 'REFUNDED', charges: ['refunded'] },
  },
  {
    name: 'disputed by the customer',
    begins: card,
    async acts(scene) {
      const { charge } = await closesPaid(scene);
      await done(scene);
      await stripe(scene, 'disputes', { payment_intent: charge });
    },
    ending: { ...paid, attention: 'DISPUTED', charges: ['disputed'] },
  },
];
