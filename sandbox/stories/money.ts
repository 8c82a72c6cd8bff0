import { pagesOf } from './books.ts';
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
      const [session] = await pagesOf(scene);
      // The payment was under way at the bank when the page was closed.
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
    ending: { ...paid, attention: 'REFUNDED', charges: ['back'] },
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
  {
    name: 'two disputes, one lost',
    begins: card,
    async acts(scene) {
      const { operator, subject } = scene;
      const { charge } = await closesPaid(scene);
      await done(scene);
      const first = await stripe(scene, 'disputes', { payment_intent: charge, amount: 1_000 });
      const second = await stripe(scene, 'disputes', { payment_intent: charge, amount: 2_000 });
      await stripe(scene, `disputes/${first.id}/close`, { outcome: 'won' });
      await operator.sees(await operator.paymentOf(subject.workflowId), String(second.id));
      await stripe(scene, `disputes/${second.id}/close`, { outcome: 'lost' });
    },
    ending: { ...paid, attention: 'DISPUTE_LOST', charges: ['disputed'] },
  },
  {
    name: 'dispute lost, let through',
    begins: { order: { method: 'stripe_payments', items: [{ sku: 'NEW-TOO', qty: 1 }] } },
    async acts(scene) {
      const { customer, operator, subject, world } = scene;
      const { charge } = await closesPaid(scene);
      await operator.sees(subject.workflowId, 'ERP_REFUSED');
      const { id } = await stripe(scene, 'disputes', { payment_intent: charge });
      await stripe(scene, `disputes/${id}/close`, { outcome: 'lost' });
      await operator.sees(subject.workflowId, 'DISPUTE_LOST');
      const article = { codice: 'NEW-TOO', descrizione: 'Articolo nuovo' };
      await customer.tells(world.urls.mexal, 'articles', article);
      await operator.acts(subject.workflowId, 'letThrough', { reason: 'paga con bonifico' });
      await operator.acts(subject.workflowId, 'retry', { reason: 'articolo creato', step: 'document' });
    },
    ending: { ...paid, attention: 'DISPUTE_LOST', charges: ['disputed'] },
  },
  {
    name: 'suspected of fraud',
    begins: card,
    async acts(scene) {
      const { operator, subject } = scene;
      const { charge } = await closesPaid(scene);
      await done(scene);
      const payment = await operator.paymentOf(subject.workflowId);
      const { id } = await stripe(scene, 'reviews', { payment_intent: charge });
      await operator.sees(payment, 'IN_REVIEW_AT_GATEWAY');
      await stripe(scene, `reviews/${id}/approve`);
      await stripe(scene, 'warnings', { payment_intent: charge });
    },
    ending: { ...paid, attention: 'FRAUD_WARNING' },
  },
];
