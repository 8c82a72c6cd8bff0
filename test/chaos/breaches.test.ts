import { describe, expect, it } from 'vitest';
import type { OrderInBooks } from '../../chaos/books.ts';
import { type BreachKind, breaches } from '../../chaos/breaches.ts';

const marker = 'paid:100-1';
const workflow = { stage: 'DONE', outcome: 'POSITIVE', attentions: [] as string[], atRest: true };
const charge = { id: 'ch_1', amount: 4_990, refunded: 0, told: true };
const document = { number: 'OC 1/1', total: 4_990 };
const paid: OrderInBooks = {
  name: 'magento 1',
  shop: 'magento',
  way: 'gateway',
  total: 4_990,
  cancelled: false,
  inShop: { status: 'processing', booked: [4_990], captures: 0, markers: [marker] },
  charges: [charge],
  openPages: 0,
  waits: false,
  seen: true,
  documents: [document],
  workflow,
};
const unpaid: OrderInBooks = {
  ...paid,
  charges: [],
  documents: [],
  workflow: { ...workflow, outcome: 'NEGATIVE' },
  inShop: { status: 'pending', booked: [], captures: 0, markers: ['failed:100-1:final'] },
};
const cancelled: OrderInBooks = {
  ...unpaid,
  cancelled: true,
  inShop: { ...unpaid.inShop, status: 'canceled' },
};
const paidAndCancelled: OrderInBooks = {
  ...cancelled,
  charges: [charge],
  workflow: { ...workflow, attentions: ['PAID_BUT_CANCELLED'] },
};
const offline: OrderInBooks = {
  ...paid,
  way: 'offline',
  charges: [],
  workflow: { ...workflow, outcome: 'PENDING' },
  inShop: { status: 'pending', booked: [], captures: 0, markers: ['accepted'] },
};
const prepaid: OrderInBooks = { ...paid, way: 'prepaid', charges: [] };
const paidTwice: OrderInBooks = {
  ...paid,
  charges: [charge, { ...charge, id: 'ch_2' }],
  workflow: { ...workflow, attentions: ['DOUBLE_CHARGE'] },
};
/** At a gateway that closes no page. */
const waiting: OrderInBooks = {
  ...unpaid,
  waits: true,
  workflow: { ...workflow, stage: 'PAYMENT', outcome: 'PENDING', atRest: false },
  inShop: { ...unpaid.inShop, markers: [] },
};
const untold = { ...charge, told: false };
const inPrestaShop = (order: OrderInBooks, status: string): OrderInBooks => ({
  ...order,
  shop: 'prestashop',
  name: 'prestashop 1',
  inShop: { ...order.inShop, status },
});
const written = (order: OrderInBooks, code: string): OrderInBooks => ({
  ...order,
  documents: [document],
  workflow: { ...workflow, attentions: [...(order.workflow?.attentions ?? []), code] },
});

const kindsIn = (...orders: OrderInBooks[]): BreachKind[] =>
  breaches({ orders, ofNobody: [], stuck: [], erpAtOnce: 2 }).map(({ kind }) => kind);

describe('books in which nothing is wrong', () => {
  const rightOnes: Record<string, OrderInBooks> = {
    paid,
    unpaid,
    cancelled,
    'cancelled before a page was opened': { ...cancelled, workflow: { ...workflow, outcome: 'PENDING' } },
    'paid and cancelled, and a person is told': paidAndCancelled,
    'cancelled after its document, and a person is told': written(
      paidAndCancelled,
      'CANCELLED_AFTER_DOCUMENT',
    ),
    offline,
    prepaid,
    'paid twice, and a person is told': paidTwice,
    'paid twice, one of them given back': {
      ...paidTwice,
      workflow,
      charges: [charge, { ...charge, refunded: 4_990 }],
    },
    'a document that differs by a cent for each rate': {
      ...paid,
      documents: [{ ...document, total: 4_992 }],
    },
    'unpaid on a page that nobody can close': waiting,
    'unpaid so in PrestaShop': inPrestaShop(waiting, 'Payment link sent'),
    'unpaid so in PrestaShop, which was not told in time': inPrestaShop(
      { ...waiting, seen: false },
      'Awaiting online payment',
    ),
    'paid, which nobody was told': { ...waiting, charges: [untold] },
    'paid, which was heard though its answer was lost': { ...paid, waits: true, charges: [untold] },
    'paid in PrestaShop': inPrestaShop(paid, 'Payment accepted'),
    'unpaid in PrestaShop': inPrestaShop(unpaid, 'Payment error'),
    'offline in PrestaShop': inPrestaShop(offline, 'Taken over'),
    'cancelled in PrestaShop': inPrestaShop(cancelled, 'Canceled'),
  };
  it.each(Object.entries(rightOnes))('%s', (_name, order) => {
    expect(breaches({ orders: [order], ofNobody: [], stuck: [], erpAtOnce: 1 })).toEqual([]);
  });
});

describe('books in which something is wrong', () => {
  const shop = (order: OrderInBooks, inShop: Partial<OrderInBooks['inShop']>): OrderInBooks => ({
    ...order,
    inShop: { ...order.inShop, ...inShop },
  });
  const withWorkflow = (order: OrderInBooks, says: Partial<typeof workflow>): OrderInBooks => ({
    ...order,
    workflow: { ...workflow, ...order.workflow, ...says },
  });
  const wrongOnes: [name: string, order: OrderInBooks, kind: BreachKind][] = [
    ['an order without a workflow', { ...paid, workflow: undefined }, 'LOST'],
    ['one that still moves', withWorkflow(paid, { stage: 'SHOP', atRest: false }), 'STILL_MOVING'],
    [
      'a page that was seen, and a shop that says nothing of it',
      inPrestaShop(waiting, 'Awaiting online payment'),
      'SHOP_STATE',
    ],
    ['one that waits, but not for its payment', withWorkflow(waiting, { stage: 'SHOP' }), 'STILL_MOVING'],
    ['paid without a document', { ...paid, documents: [] }, 'NO_DOCUMENT'],
    ['offline without a document', { ...offline, documents: [] }, 'NO_DOCUMENT'],
    ['prepaid without a document', { ...prepaid, documents: [] }, 'NO_DOCUMENT'],
    [
      'two documents',
      { ...paid, documents: [document, { ...document, number: 'OC 1/2' }] },
      'DOCUMENT_TWICE',
    ],
    ['a document that nobody paid', { ...unpaid, documents: [document] }, 'DOCUMENT_UNPAID'],
    [
      'a document of another amount',
      { ...paid, documents: [{ ...document, total: 4_890 }] },
      'DOCUMENT_AMOUNT',
    ],
    ['two charges, and nobody is told', withWorkflow(paidTwice, { attentions: [] }), 'CHARGED_TWICE'],
    ['a charge of another amount', { ...paid, charges: [{ ...charge, amount: 5_000 }] }, 'CHARGED_WRONG'],
    ['a shop that was made to take money', shop(paid, { captures: 1 }), 'CHARGED_BY_SHOP'],
    ['a page that can still be paid', { ...paid, openPages: 1 }, 'STILL_PAYABLE'],
    ['paid by the gateway, unpaid here', withWorkflow(paid, { outcome: 'NEGATIVE' }), 'OUTCOME_WRONG'],
    ['paid by the gateway, in doubt here', withWorkflow(paid, { outcome: 'VERIFY' }), 'OUTCOME_WRONG'],
    ['unpaid by the gateway, paid here', withWorkflow(unpaid, { outcome: 'POSITIVE' }), 'OUTCOME_WRONG'],
    ['never cancelled, and never decided', withWorkflow(unpaid, { outcome: 'PENDING' }), 'OUTCOME_WRONG'],
    ['offline, and called paid', withWorkflow(offline, { outcome: 'POSITIVE' }), 'OUTCOME_WRONG'],
    [
      'paid and cancelled, and nobody is told',
      withWorkflow(paidAndCancelled, { attentions: [] }),
      'NOT_RAISED',
    ],
    [
      'cancelled after its document, and nobody is told',
      { ...paidAndCancelled, documents: [document] },
      'NOT_RAISED',
    ],
    ['paid, and pending in the shop', shop(paid, { status: 'pending' }), 'SHOP_STATE'],
    ['unpaid, and processing in the shop', shop(unpaid, { status: 'processing' }), 'SHOP_STATE'],
    ['paid, and not booked in the shop', shop(paid, { booked: [] }), 'BOOKED_WRONG'],
    ['booked twice in the shop', shop(paid, { booked: [4_990, 4_990] }), 'BOOKED_WRONG'],
    ['unpaid, and booked in the shop', shop(unpaid, { booked: [4_990] }), 'BOOKED_WRONG'],
    ['the shop told twice', shop(paid, { markers: [marker, marker] }), 'TOLD_TWICE'],
  ];
  it.each(wrongOnes)('%s: is found, and nothing else', (_name, order, kind) => {
    expect(kindsIn(paid, order)).toEqual([kind]);
  });

  it('what belongs to no order is found', () => {
    expect(breaches({ orders: [paid], ofNobody: ['charge ch_9'], stuck: [], erpAtOnce: 2 })).toEqual([
      { kind: 'OF_NOBODY', about: 'charge ch_9', text: 'belongs to no order' },
    ]);
  });

  it('an ERP that two workers served at once is found', () => {
    expect(breaches({ orders: [paid], ofNobody: [], stuck: [], erpAtOnce: 3 })).toEqual([
      { kind: 'ERP_CROWDED', about: 'Mexal', text: 'was sent 3 calls at once, and takes 2' },
    ]);
  });

  it('a workflow whose task fails is found', () => {
    expect(breaches({ orders: [paid], ofNobody: [], stuck: ['payment:9'], erpAtOnce: 2 })).toEqual([
      { kind: 'STUCK', about: 'payment:9', text: 'has a task that fails' },
    ]);
  });

  it('every kind of breach is found in some of them', () => {
    const all: Record<Exclude<BreachKind, 'OF_NOBODY' | 'ERP_CROWDED' | 'STUCK'>, true> = {
      LOST: true,
      STILL_MOVING: true,
      NO_DOCUMENT: true,
      DOCUMENT_TWICE: true,
      DOCUMENT_UNPAID: true,
      DOCUMENT_AMOUNT: true,
      CHARGED_TWICE: true,
      CHARGED_WRONG: true,
      CHARGED_BY_SHOP: true,
      STILL_PAYABLE: true,
      OUTCOME_WRONG: true,
      NOT_RAISED: true,
      SHOP_STATE: true,
      BOOKED_WRONG: true,
      TOLD_TWICE: true,
    };
    expect(new Set(wrongOnes.map(([, , kind]) => kind))).toEqual(new Set(Object.keys(all)));
  });
});
