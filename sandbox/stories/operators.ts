import { lateMessageWorkflowId } from '../../domain/ids.ts';
import { amountAsked } from './books.ts';
import { isClosed } from './changes.ts';
import {
  card,
  closesPaid,
  done,
  gatewayOf,
  nameOf,
  page,
  paid,
  pays,
  type Story,
  standsOn,
  stripe,
  unpaid,
} from './story.ts';

const reason = 'visto nel pannello di Stripe';
const EVERYTHING = '/v1/';

/** What operators do by the forms under /operators. */
export const operators: Story[] = [
  {
    name: 'refunded by an operator',
    begins: card,
    async acts(scene) {
      await pays(scene);
      await done(scene);
      const { operator, subject } = scene;
      const payment = await operator.paymentOf(subject.workflowId);
      await operator.acts(payment, 'refund', { reason: 'un articolo manca', amount: '12,50' });
    },
    ending: { ...paid, attention: 'REFUNDED', charges: ['part back'] },
  },
  {
    name: 'refund without an answer',
    begins: card,
    async acts(scene) {
      const { charge } = await closesPaid(scene);
      await done(scene);
      const { operator, subject } = scene;
      const payment = await operator.paymentOf(subject.workflowId);
      const lookUp = { method: 'GET', path: `/v1/payment_intents/${charge}` };
      await stripe(scene, 'faults', {
        kind: 'status-after',
        status: 502,
        method: 'POST',
        path: '/v1/refunds$',
        times: 1,
        // Every later attempt would find the refund.
        next: { kind: 'status', status: 502, times: 3, ...lookUp },
      });
      const refund = { reason: 'un articolo manca', amount: '12,50' };
      await operator.isRefused(payment, 'refund', refund, 'Send the same refund again');
      await operator.acts(payment, 'refund', refund);
    },
    ending: { ...paid, attention: 'REFUNDED', charges: ['part back'] },
  },
  {
    name: 'refunded twice at once',
    begins: card,
    async acts(scene) {
      const { customer, operator, subject, world } = scene;
      const { charge } = await closesPaid(scene);
      await done(scene);
      const payment = await operator.paymentOf(subject.workflowId);
      const amount = await amountAsked(scene);
      // Hides from Incasso what a colleague does at Stripe.
      await stripe(scene, 'faults', { kind: 'status', status: 502, times: 1_000, path: '/v1/events' });
      await stripe(scene, 'webhooks', { mode: 'lose', times: 1_000 });
      try {
        await standsOn(scene, gatewayOf(scene), 'GATEWAY_AWAY');
        await stripe(scene, 'refunds', { payment_intent: charge });
        await operator.isRefused(payment, 'refund', { reason, amount }, 'charge_already_refunded');
        await operator.sees(subject.workflowId, 'REFUNDED');
      } finally {
        await customer.takesBack(world.urls.stripe, 'webhooks');
        await customer.takesBack(world.urls.stripe, 'faults');
      }
    },
    ending: { ...paid, attention: 'REFUNDED', charges: ['back'], standing: 1 },
  },
  {
    name: 'closed by an operator',
    begins: card,
    async acts(scene) {
      const { operator, subject } = scene;
      const stripePage = await page(scene);
      const payment = await operator.paymentOf(subject.workflowId);
      await operator.acts(payment, 'closePayment', { reason: 'il cliente paga in negozio' });
      await isClosed(scene, stripePage);
    },
    ending: unpaid,
  },
  {
    name: 'resolved by an operator',
    begins: card,
    async acts(scene) {
      const { operator, subject, customer, world } = scene;
      const { session, charge } = await closesPaid(scene);
      await done(scene);
      const payment = await operator.paymentOf(subject.workflowId);
      await stripe(scene, 'faults', { kind: 'status', status: 502, times: 1_000, path: EVERYTHING });
      try {
        await stripe(scene, `sessions/${session}/contradict`);
        await operator.sees(subject.workflowId, 'CONTRADICTION');
        await operator.acts(payment, 'resolve', { reason, outcome: 'POSITIVE', gatewayReference: charge });
      } finally {
        await customer.takesBack(world.urls.stripe, 'faults');
      }
    },
    ending: paid,
  },
  {
    name: 'retried by an operator',
    begins: { order: { method: 'stripe_payments', items: [{ sku: 'BRAND-NEW', qty: 1 }] } },
    async acts(scene) {
      const { operator, subject, customer, world } = scene;
      await pays(scene);
      await operator.sees(subject.workflowId, 'ERP_REFUSED');
      const article = { codice: 'BRAND-NEW', descrizione: 'Articolo nuovo' };
      await customer.tells(world.urls.mexal, 'articles', article);
      const mended = { reason: 'articolo creato in Mexal', step: 'document' };
      await operator.acts(subject.workflowId, 'retry', mended);
    },
    ending: paid,
  },
  {
    name: 'refunded after the end',
    begins: card,
    windows: { keepOpenDays: 1 / 86_400 },
    async acts(scene) {
      const { operator, subject } = scene;
      const { charge } = await closesPaid(scene);
      const payment = await operator.paymentOf(subject.workflowId);
      for (const workflow of [subject.workflowId, payment]) await operator.sees(workflow, 'Concluso');
      const refund = await stripe(scene, 'refunds', { payment_intent: charge });
      const late = lateMessageWorkflowId(nameOf(scene, 'stripe'), `refund:${refund.id}:succeeded`);
      await operator.acts(late, 'settled', { reason: 'nota di credito fatta a mano' });
      scene.late.push(late);
    },
    ending: { ...paid, charges: ['back'], lateMessages: 1 },
  },
];
