import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attentionCatalogue } from '../../domain/attention.ts';
import type { ActionOffer } from '../../workflows/messages.ts';
import { OperatorsBench } from './operators-bench.ts';
import { headingIn, pathTo, Visitor } from './operators-steps.ts';
import { checkoutView, orderView, paymentView } from './views-given.ts';

let bench: OperatorsBench;
let anna: Visitor;

beforeAll(async () => {
  bench = await OperatorsBench.open();
  anna = await Visitor.signedIn((await bench.api()).url);
});
afterAll(() => bench.close());

const reason = 'visto in Stripe';
const refund: ActionOffer = { action: 'refund', most: { amount: 10_000, currency: 'EUR' } };
const payment = (offers: ActionOffer[], change = {}) =>
  bench.plays({ payment: paymentView(), offers, ...change });

describe('the page of a workflow', () => {
  test('says of an order what stands, what to do, its payments, and what is possible', async () => {
    const workflowId = await bench.plays(
      { order: orderView(), checkout: checkoutView, offers: [{ action: 'retry', steps: ['document'] }] },
      'order',
    );
    const { status, data } = await anna.get(pathTo(workflowId));
    expect([status, headingIn(data)]).toEqual([200, 'Ordine 000000012']);
    for (const text of [
      'Il gestionale ha rifiutato il documento.',
      'articolo SPESETRASP inesistente',
      'Documento nel gestionale',
      '123,45 €',
      `href="${pathTo('payment:p-1')}"`,
      `href="${pathTo(workflowId, 'retry')}"`,
      'Pagato con Stripe',
    ])
      expect(data).toContain(text);
  });

  test('says how an order stands in the shop, what was given back there, and that it can be let through', async () => {
    const refunds = [{ id: '4', number: '000000004', at: '2026-01-05T18:30:00.000Z', amount: 1250 }];
    const inShop = { state: 'in_review', status: 'fraud', refunds } as const;
    const order = orderView({
      inShop: { ...inShop, refunds },
      attentions: [
        { code: 'ORDER_IN_REVIEW', text: `${attentionCatalogue.ORDER_IN_REVIEW} Its state is "fraud".` },
      ],
    });
    const offers: ActionOffer[] = [{ action: 'letThrough' }];
    const workflowId = await bench.plays({ order, checkout: checkoutView, offers }, 'order');
    const { data } = await anna.get(pathTo(workflowId));
    for (const text of [
      'Sospetto di frode (fraud)',
      'Il negozio sospetta una frode in questo ordine',
      'Its state is &quot;fraud&quot;.',
      'Rimborsi nel negozio',
      '12,50 €',
      '000000004 · 05/01/26, 19:30',
      `href="${pathTo(workflowId, 'letThrough')}"`,
    ])
      expect(data).toContain(text);
    expect((await anna.get(pathTo(workflowId, 'letThrough'))).data).toContain('Lascia passare l’ordine');
  });

  test('says of a payment its outcome, why, and what the gateway said', async () => {
    const workflowId = await payment([refund]);
    const { data } = await anna.get(pathTo(workflowId));
    for (const text of [
      'Da verificare',
      'il gateway si contraddice',
      'checkout.session.completed',
      '05/01/26, 19:30',
    ])
      expect(data).toContain(text);
  });

  test('says of money that is held how much, until when, and that it is not taken; and takes it by a form', async () => {
    const total = { amount: 12_345, currency: 'EUR' };
    const hold = { reference: 'auth_1', money: total, until: '2026-01-12T18:30:00Z' };
    const view = paymentView({
      outcome: 'PENDING',
      reason: 'AUTHORISED',
      held: hold,
      charges: [],
      attentions: [],
    });
    const offers: ActionOffer[] = [{ action: 'capture', most: total }, { action: 'closePayment' }];
    const ofPayment = await bench.plays({ payment: view, offers });
    const order = orderView({
      outcome: 'PENDING',
      collected: undefined,
      authorised: { gateway: 'stripe', ...hold },
      payments: [view],
    });
    const ofOrder = await bench.plays({ order, checkout: checkoutView, offers: [] }, 'order');
    for (const id of [ofPayment, ofOrder]) {
      const { data } = await anna.get(pathTo(id));
      expect(data).toContain('<dd class="outcome AUTHORISED">Autorizzato, non ancora incassato');
      expect(data).toContain('123,45 € · auth_1 · da incassare entro il 12/01/26, 19:30');
      expect(data).not.toContain('In attesa');
    }
    const form = (await anna.get(pathTo(ofPayment, 'capture'))).data;
    expect(form).toMatch(/Importo da incassare[\s\S]*value="123,45"/);
    expect(form).not.toContain('rimborsare');
  });

  test('leads to the charge itself at its gateway, in production too, and nowhere of what the shop took', async () => {
    const ids = [
      await bench.plays({ order: orderView(), checkout: checkoutView, offers: [] }, 'order'),
      await payment([]),
    ];
    for (const id of ids)
      expect((await anna.get(pathTo(id))).data).toMatch(/<a href="[^"]*\/payments\/pi_\w+">[^<]* pi_\w+/);
    const { collected } = orderView();
    const byShop = orderView({ collected: collected && { ...collected, gateway: 'shop' } });
    const id = await bench.plays({ order: byShop, checkout: checkoutView, offers: [] }, 'order');
    expect((await anna.get(pathTo(id))).data).not.toContain('/payments/pi_');
  });

  test('and no form, says "undefined" or the like, with nothing filled in that nobody typed', async () => {
    const all: ActionOffer[] = [
      { action: 'verifyNow' },
      refund,
      { action: 'resolve', contradicts: [] },
      { action: 'retry', steps: ['document', 'shop'] },
    ];
    const order = orderView({
      number: undefined,
      collected: undefined,
      stage: 'IMPORT',
      payments: [],
      told: [],
    });
    const ids = [
      await bench.plays({ order, checkout: { ...checkoutView, state: 'importing' }, offers: all }, 'order'),
      await payment(all),
    ];
    for (const id of ids)
      for (const path of [pathTo(id), ...all.map(({ action }) => pathTo(id, action)), '/operators']) {
        const { status, data } = await anna.get(path);
        expect([path, status]).toEqual([path, 200]);
        expect(data.slice(data.indexOf('<main>'))).not.toMatch(/\bundefined\b|\bnull\b|NaN|\[object|>0,00/);
      }
    expect((await anna.get(pathTo(ids[1] ?? '', 'verifyNow'))).data).toContain('></textarea>');
  });

  test('says of a late message why it waits, and of anything that ended that it takes no more', async () => {
    const workflowId = await bench.plays({ offers: [{ action: 'settled' }], after: 'end' }, 'late');
    const { data } = await anna.get(pathTo(workflowId));
    expect(headingIn(data)).toBe('Messaggio arrivato tardi');
    expect(data).toContain(`href="${pathTo(workflowId, 'settled')}"`);
    await anna.send(pathTo(workflowId, 'settled'), { reason });
    await expect.poll(async () => (await anna.get(pathTo(workflowId))).data).toContain('Concluso');
    const { status } = await anna.get(pathTo(workflowId, 'settled'));
    expect(status).toBe(410);
  });

  test('shows what others wrote as text and never as HTML', async () => {
    const nasty = `"><script>alert('x')</script>`;
    const workflowId = await bench.plays({
      payment: paymentView({
        gateway: nasty,
        attentions: [{ code: 'CONTRADICTION', text: nasty }],
        messages: [
          {
            id: 'e',
            source: 'notification',
            at: '2026-01-05T18:30:00Z',
            fact: 'PAID',
            status: nasty,
            note: nasty,
          },
        ],
      }),
      offers: [refund],
    });
    const pages = [
      await anna.get(pathTo(workflowId)),
      await anna.send(pathTo(workflowId, 'refund'), { reason: nasty, amount: nasty }),
      await anna.get(pathTo(nasty)),
      await anna.get(`/operators?${new URLSearchParams({ number: nasty })}`),
    ];
    for (const { data } of pages) {
      expect(data).not.toContain('<script');
      expect(data).not.toContain('">&lt;script');
    }
  });
});
