import { amountAsked } from './books.ts';
import { shortOfPatience, withMexalBusy } from './erp-troubles.ts';
import { card, page, paid, type Story } from './story.ts';

/** Orders that Temporal no longer has, or never had. */
export const forgotten: Story[] = [
  {
    name: 'paid, its order is gone',
    begins: card,
    async acts(scene) {
      const { customer, operator, subject, world } = scene;
      const payment = await operator.paymentOf(subject.workflowId);
      const stripePage = await page(scene);
      await world.client.workflow.getHandle(subject.workflowId).terminate('by hand, in the Temporal UI');
      await customer.presses(stripePage, 'pay-and-close');
      await operator.sees(payment, 'ORDER_GONE');
      const refund = { reason: 'nessuno segue più il suo ordine', amount: await amountAsked(scene) };
      await operator.acts(payment, 'refund', refund);
    },
    ending: {
      ...paid,
      outcome: 'PENDING',
      stage: 'PAYMENT',
      document: false,
      shopState: 'pending',
      charges: ['back'],
    },
  },
  {
    name: 'forgotten, the ERP busy',
    // The shop has the money, but Incasso knows no payment.
    begins: { order: { ...card.order, paid: true } },
    erp: shortOfPatience,
    async acts(scene) {
      const { operator, subject } = scene;
      await withMexalBusy(scene, () => operator.sees(subject.workflowId, 'ERP_AWAY'));
      await operator.sees(subject.workflowId, 'FORGOTTEN_ORDER');
      const believed = { reason: 'incassato prima, visto nel negozio', step: 'document' };
      await operator.acts(subject.workflowId, 'retry', believed);
    },
    ending: { ...paid, charges: [], payments: 0 },
  },
];
