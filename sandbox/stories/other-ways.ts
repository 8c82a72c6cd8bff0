import { depositDocumentWorkflowId } from '../../domain/ids.ts';
import { type Ending, paid, pays, type Story, shopIsTold } from './story.ts';

const open: Ending = { ...paid, outcome: 'PENDING', shopState: 'pending', charges: [], payments: 0 };
const deposit: Story['begins'] = {
  deposit: {
    amount: 25_000,
    currency: 'EUR',
    description: 'Acconto cucina su misura',
    customer: { name: 'Ada Rossi', email: 'ada@example.com' },
  },
};
const nobodyActs = async () => {};

/** Money that does not come through an order's page. */
export const otherWays: Story[] = [
  {
    name: 'bank transfer',
    begins: { order: { method: 'banktransfer' } },
    acts: (scene) => shopIsTold(scene, 'Ordine preso in carico'),
    ending: open,
  },
  {
    name: 'already paid in the shop',
    begins: { order: { method: 'paypal_express', paid: true } },
    acts: nobodyActs,
    ending: { ...paid, charges: [], payments: 0 },
  },
  {
    name: 'unmapped payment',
    begins: { order: { method: 'checkmo' } },
    acts: nobodyActs,
    ending: { ...open, attention: 'UNMAPPED_PAYMENT' },
  },
  {
    name: 'deposit, without an order',
    begins: deposit,
    acts: pays,
    ending: { ...paid, shopState: null },
  },
  {
    name: 'deposit refused, retried',
    begins: deposit,
    async acts(scene) {
      const { customer, operator, subject, world } = scene;
      const refusal = { mode: 'refuse', times: 1, reason: 'il cliente non è in anagrafica' };
      await customer.tells(world.urls.exchange, 'answers', refusal);
      await pays(scene);
      const document = depositDocumentWorkflowId(subject.reference);
      await operator.sees(document, 'ERP_REFUSED');
      await operator.acts(document, 'retry', { reason: 'cliente inserito nel gestionale' });
    },
    ending: { ...paid, shopState: null },
  },
];
