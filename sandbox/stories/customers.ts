import { card, page, paid, pays, type Story, sees, sessionOf, stripe, unpaid } from './story.ts';

/** What customers do on the way to their payment. */
export const customers: Story[] = [
  { name: 'paid, with return', begins: card, acts: pays, ending: paid },
  {
    name: 'paid, browser closed',
    begins: card,
    async acts(scene) {
      await scene.customer.presses(await page(scene), 'pay-and-close');
    },
    ending: paid,
  },
  {
    name: 'refused, then paid',
    begins: card,
    async acts(scene) {
      const { customer } = scene;
      const stripePage = await page(scene);
      await customer.presses(stripePage, 'refuse');
      await sees(scene, await customer.presses(stripePage, 'pay'), 'paid');
    },
    ending: paid,
  },
  {
    name: 'delayed method, succeeds',
    begins: card,
    async acts(scene) {
      const stripePage = await page(scene);
      await sees(scene, await scene.customer.presses(stripePage, 'delayed-succeed'), 'processing');
      await stripe(scene, `delayed/${sessionOf(stripePage)}`, { result: 'succeed' });
    },
    ending: paid,
  },
  {
    name: 'delayed fails, then paid',
    begins: card,
    async acts(scene) {
      const { customer, subject } = scene;
      const stripePage = await page(scene);
      await sees(scene, await customer.presses(stripePage, 'delayed-fail'), 'processing');
      await stripe(scene, `delayed/${sessionOf(stripePage)}`, { result: 'fail' });
      await customer.mailWith(subject.id, await subject.link());
      await pays(scene);
    },
    ending: { ...paid, payments: 2 },
  },
  {
    name: 'gone back, then paid',
    begins: card,
    async acts(scene) {
      await sees(scene, await scene.customer.presses(await page(scene), 'back'), 'went_back');
      await pays(scene);
    },
    ending: paid,
  },
  {
    name: 'given up, page expired',
    begins: card,
    async acts(scene) {
      const stripePage = await page(scene);
      await scene.customer.presses(stripePage, 'refuse');
      await stripe(scene, `sessions/${sessionOf(stripePage)}/expire`);
    },
    ending: unpaid,
  },
];
