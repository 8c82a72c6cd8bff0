import { amountAsked, pagesOf } from './books.ts';
import { inErp } from './documents.ts';
import {
  card,
  closesPaid,
  done,
  paid,
  pays,
  type Scene,
  type Story,
  sees,
  shopIsTold,
  stripe,
} from './story.ts';

const reason = 'merce non più disponibile, sentito il cliente';
const denies = { reason, outcome: 'NEGATIVE', overrideNEGATIVE: 'yes' };

/** After payment and document an operator decides that the order is unpaid, against what the gateway says. Answers the payment's workflow. */
async function deniedOnPurpose(scene: Scene): Promise<string> {
  const { operator, subject } = scene;
  await pays(scene);
  await done(scene);
  const payment = await operator.paymentOf(subject.workflowId);
  for (const warning of ['vanno prima rimborsati', 'è già scritto nel gestionale'])
    await operator.sees(payment, warning, 'resolve');
  await operator.acts(payment, 'resolve', denies);
  for (const attention of ['REFUND_DUE', 'DOCUMENT_NOT_PAID'])
    await operator.sees(subject.workflowId, attention);
  return payment;
}

async function refundsAll(scene: Scene, payment: string): Promise<void> {
  await scene.operator.acts(payment, 'refund', { reason, amount: await amountAsked(scene) });
}

/** Payments that a person decides to be unpaid although the gateway has their money. */
export const denied: Story[] = [
  {
    name: 'denied, refunded, repaid',
    begins: card,
    async acts(scene) {
      const { customer, subject } = scene;
      const payment = await deniedOnPurpose(scene);
      const [first] = await pagesOf(scene);
      await sees(scene, await subject.link(), 'to_clarify');
      const pages = await pagesOf(scene);
      if (pages.length > 1) throw new Error(`a page was opened besides ${first?.id}`);
      await refundsAll(scene, payment);
      await sees(
        scene,
        await customer.presses(await customer.goesToPay(await subject.link()), 'pay'),
        'paid',
      );
    },
    ending: { ...paid, charges: ['back', 'paid'], payments: 2 },
  },
  {
    name: 'denied while Stripe away',
    begins: card,
    async acts(scene) {
      const { operator, subject, customer, world } = scene;
      const { session, charge } = await closesPaid(scene);
      await done(scene);
      const payment = await operator.paymentOf(subject.workflowId);
      await stripe(scene, 'faults', { kind: 'status', status: 502, times: 1_000, path: '/v1/' });
      try {
        await stripe(scene, `sessions/${session}/contradict`);
        await operator.sees(subject.workflowId, 'CONTRADICTION');
        await operator.acts(payment, 'resolve', denies);
        await operator.sees(subject.workflowId, 'REFUND_DUE');
      } finally {
        await customer.takesBack(world.urls.stripe, 'faults');
      }
      await operator.acts(payment, 'verifyNow', { reason: 'Stripe risponde di nuovo' });
      await operator.sees(subject.workflowId, 'PAID_AFTER_DENIED');
      await operator.acts(payment, 'resolve', { reason, outcome: 'POSITIVE', gatewayReference: charge });
    },
    ending: paid,
  },
  {
    name: 'denied after its document',
    begins: card,
    async acts(scene) {
      const { subject } = scene;
      await refundsAll(scene, await deniedOnPurpose(scene));
      await inErp(scene, 'cancel');
      await shopIsTold(scene, 'nel gestionale: annullato');
      await sees(scene, await subject.link(), 'closed');
    },
    ending: { ...paid, outcome: 'NEGATIVE', charges: ['back'] },
  },
];
