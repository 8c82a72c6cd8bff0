import { until } from '../customer.ts';
import { hostedPage } from '../hosted-page.ts';
import type { GatewaySystem, Steering } from '../kit/system.ts';
import { type GatewayName, gateways as systems } from '../systems.ts';
import { chargeIdsOf, pagesOf } from './books.ts';
import { done, type Ending, page, paid, pays, type Scene, type Story, sees, shopIsTold } from './story.ts';

/** How the same story goes at one gateway. Steerings get the id of the page, by the gateway's own books. */
interface Way {
  /** A page on which a card was refused can't be paid any more: the customer gets another, for another payment. */
  endsByRefusal?: boolean;
  /** What the gateway's people do where its notification got lost. Left out: Incasso finds it by itself. */
  finds?(page: string): Steering;
  /**
   * What makes it say something that nobody can make sense of, before or after the customer pays, and what makes it say the truth
   * again. Where it says no such thing: the path at which it answers nothing for a while.
   */
  doubt: {
    before?(page: string): Steering;
    after?(page: string): Steering;
    ends?(page: string): Steering;
    silentAt?: string;
    /** Nobody can be asked for the truth: a person looks into the back office, and decides. */
    byPerson?: true;
  };
  /** What has to happen before a part is given back; no way where it gives nothing back. */
  refund?: { before?: Steering };
}

const contradicted = (gateway: GatewayName) => {
  const { happens }: GatewaySystem = systems[gateway];
  return (page: string): Steering => happens.contradicted?.(page) ?? { what: 'nothing of the kind' };
};

const ways: Record<Exclude<GatewayName, 'stripe'>, Way> = {
  paypal: { doubt: { after: contradicted('paypal') }, refund: {} },
  axerve: {
    endsByRefusal: true,
    // What it tells proves nothing: what it answers is odd.
    doubt: {
      before: (id) => ({ what: `payments/${id}/shown`, body: { result: 'QQ' } }),
      ends: (id) => ({ what: `payments/${id}/shown` }),
    },
    // Of what was not transferred yet no part can be given back.
    refund: { before: { what: 'night' } },
  },
  skrill: { doubt: { silentAt: '/app/' }, refund: {} },
  iwsmile: {
    finds: (id) => ({ what: 'webhooks/resend', body: { payment: id } }),
    doubt: {
      before: () => ({ what: 'checks/next', body: { times: 3, text: 'Teleported' } }),
      byPerson: true,
    },
  },
};

const accepted: Ending = { ...paid, shopState: 'Payment accepted' };

/** What every gateway beside Stripe has to come through: told of each by what is special about it. */
export const gateways: Story[] = (Object.entries(ways) as [keyof typeof ways, Way][]).flatMap(toldOf);

function toldOf([gateway, way]: [keyof typeof ways, Way]): Story[] {
  const { title, methods, buttons = {} }: GatewaySystem = systems[gateway];
  const story = (name: string, acts: Story['acts'], ending: Ending = paid): Story => ({
    name: `${name} ${title}`,
    gateway,
    begins: { order: { method: methods.magento } },
    acts,
    ending,
  });
  const steers = async (scene: Scene, steering?: Steering | ((page: string) => Steering)) => {
    if (!steering) return;
    const { what, body = {} } = typeof steering === 'function' ? steering(await pageIdOf(scene)) : steering;
    await scene.customer.tells(scene.world.urls[gateway], what, body);
  };

  const refusedThenPaid = async (scene: Scene) => {
    const { customer, subject } = scene;
    const refused = await page(scene);
    const back = await customer.presses(refused, buttons.refuse ?? 'refuse');
    if (back !== undefined) await customer.opens(back);
    const next = way.endsByRefusal ? await customer.goesToPay(await subject.link(), refused) : refused;
    await canBePaid(next);
    await sees(scene, await customer.presses(next, 'pay'), 'paid');
  };

  const notificationLost = async (scene: Scene) => {
    const { customer, world } = scene;
    const url = world.urls[gateway];
    await customer.tells(url, 'webhooks', { mode: 'lose', times: 100 });
    try {
      await customer.presses(await page(scene), 'pay-and-close');
      if (!way.finds) await done(scene);
    } finally {
      await customer.takesBack(url, 'webhooks');
    }
    await steers(scene, way.finds);
  };

  const inDoubt = async (scene: Scene) => {
    const { before, after, ends, silentAt, byPerson } = way.doubt;
    if (silentAt !== undefined) return unanswered(scene, silentAt);
    const shown = await page(scene);
    await steers(scene, before);
    await scene.customer.presses(shown, 'pay-and-close');
    if (!before) await done(scene);
    await steers(scene, after);
    await shopIsTold(scene, 'Pagamento da verificare');
    await steers(scene, ends);
    if (byPerson) await decided(scene);
  };

  const decided = async (scene: Scene) => {
    const { operator, subject } = scene;
    const payment = await operator.paymentOf(subject.workflowId);
    const [charge = ''] = await chargeIdsOf(scene);
    await operator.acts(payment, 'resolve', {
      reason: 'Visto nei movimenti',
      outcome: 'POSITIVE',
      gatewayReference: charge,
    });
  };

  const unanswered = async (scene: Scene, path: string) => {
    const { customer, world } = scene;
    const url = world.urls[gateway];
    const shown = await page(scene);
    await customer.tells(url, 'webhooks', { mode: 'lose', times: 100 });
    await customer.tells(url, 'faults', { kind: 'status', status: 502, times: 1_000, path });
    try {
      await sees(scene, await customer.presses(shown, 'pay'), 'verify');
      await shopIsTold(scene, 'Pagamento da verificare');
    } finally {
      await customer.takesBack(url, 'webhooks');
      await customer.takesBack(url, 'faults');
    }
  };

  const refunded = async (scene: Scene) => {
    const { operator, subject } = scene;
    await pays(scene);
    await done(scene);
    await steers(scene, way.refund?.before);
    const payment = await operator.paymentOf(subject.workflowId);
    await operator.acts(payment, 'refund', { reason: 'un articolo manca', amount: '12,50' });
  };

  return [
    {
      ...story('paid at', pays, accepted),
      begins: { order: { module: methods.prestashop }, shop: 'prestashop' },
    },
    story('refused, paid at', refusedThenPaid, way.endsByRefusal ? { ...paid, payments: 2 } : paid),
    story('notice lost of', notificationLost),
    story('in doubt at', inDoubt),
    ...(way.refund
      ? [story('refunded at', refunded, { ...paid, attention: 'REFUNDED', charges: ['part back'] })]
      : []),
  ];
}

/** The id of its only page, as the gateway's steering names it. */
async function pageIdOf(scene: Scene): Promise<string> {
  const [opened] = await pagesOf(scene);
  return opened?.id ?? '';
}

/** Waits until there is a button to pay with: what a bank declined is known only once the money was to be taken. */
async function canBePaid(address: string): Promise<void> {
  await until(`${address} to be payable`, async () => {
    const { buttons } = await hostedPage(address);
    return buttons.has('pay') ? true : undefined;
  });
}
