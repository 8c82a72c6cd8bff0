import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AttentionCode } from '../../domain/attention.ts';
import type { ActionOffer } from '../../workflows/messages.ts';
import { OperatorsBench } from './operators-bench.ts';
import { headingIn, hiddenIn, pathTo, Visitor } from './operators-steps.ts';
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
const until = '2026-11-21T10:05:30.000Z';
const payment = (offers: ActionOffer[], change = {}) =>
  bench.plays({ payment: paymentView(), offers, ...change });
const payloadsOf = async (workflowId: string) =>
  (await bench.received(workflowId)).map(({ action, payload }) => ({ action, ...payload }));

describe('each form sends its update, signed with the name of the session', () => {
  const signed = { operator: 'Anna', reason, seen: [] };
  const cases: { offer: ActionOffer; typed: Record<string, string>; sent: object }[] = [
    ...(['cancelOrder', 'letThrough', 'verifyNow', 'closePayment', 'settled', 'resume'] as const).map(
      (action) => ({
        offer: { action },
        typed: {},
        sent: {},
      }),
    ),
    { offer: { action: 'retry', steps: [] }, typed: { step: 'shop' }, sent: {} },
    {
      offer: { action: 'retry', steps: ['document', 'shop'] },
      typed: { step: 'shop' },
      sent: { step: 'shop' },
    },
    { offer: refund, typed: { amount: '12,50' }, sent: { amount: 1_250 } },
    { offer: { ...refund, action: 'capture' }, typed: { amount: '12,50' }, sent: { amount: 1_250 } },
    { offer: refund, typed: { amount: '100' }, sent: { amount: 10_000 } },
    {
      offer: { action: 'refund', most: { amount: 5_000, currency: 'JPY' } },
      typed: { amount: '1.200' },
      sent: { amount: 1_200 },
    },
    {
      offer: { action: 'resolve', contradicts: [] },
      typed: { outcome: 'POSITIVE' },
      sent: { outcome: 'POSITIVE' },
    },
    {
      offer: { action: 'resolve', contradicts: ['NEGATIVE'] },
      typed: { outcome: 'POSITIVE', overrideNEGATIVE: 'yes', gatewayReference: ' pi_9 ' },
      sent: { outcome: 'POSITIVE', gatewayReference: 'pi_9' },
    },
    {
      offer: { action: 'resolve', contradicts: ['NEGATIVE'] },
      typed: { outcome: 'NEGATIVE', overrideNEGATIVE: 'yes' },
      sent: { outcome: 'NEGATIVE', override: true },
    },
    {
      offer: { action: 'catchUpFrom', until },
      typed: { since: '2026-01-05T19:30' },
      sent: { since: '2026-01-05T18:30:00.000Z' },
    },
    {
      offer: { action: 'importFrom', until },
      typed: { since: '2026-07-05T19:30' },
      sent: { since: '2026-07-05T17:30:00.000Z' },
    },
    // An hour that comes twice: the first of the two, so that nothing is missed.
    {
      offer: { action: 'importFrom', until },
      typed: { since: '2026-10-25T02:30' },
      sent: { since: '2026-10-25T00:30:00.000Z' },
    },
    {
      offer: { action: 'catchUpFrom', until },
      typed: { since: '2026-11-21T11:05' },
      sent: { since: '2026-11-21T10:05:00.000Z' },
    },
  ];
  test.each(cases)('$offer.action $typed', async ({ offer, typed, sent }) => {
    const workflowId = await payment([offer]);
    const answer = await anna.send(pathTo(workflowId, offer.action), {
      reason: `  ${reason.replace(' ', '\r\n')} `,
      operator: 'somebody else',
      ...typed,
    });
    expect([answer.status, headingIn(answer.data)]).toEqual([200, 'Fatto']);
    expect(answer.data).toContain('Update 1 done.');
    expect(answer.data).toContain(
      `https://temporal.example/namespaces/default/workflows/${encodeURIComponent(workflowId)}`,
    );
    expect(await payloadsOf(workflowId)).toEqual([{ action: offer.action, ...signed, ...sent }]);
  });
});

describe('a form with a mistake sends nothing, says what is wrong, and keeps what was typed', () => {
  const resolve: ActionOffer = { action: 'resolve', contradicts: ['POSITIVE'] };
  const cases: { offer: ActionOffer; typed: Record<string, string>; says: RegExp }[] = [
    { offer: { action: 'verifyNow' }, typed: { reason: ' ab  ' }, says: /almeno 5 caratteri/ },
    { offer: { action: 'verifyNow' }, typed: { reason: 'x'.repeat(501) }, says: /al massimo 500/ },
    { offer: refund, typed: { amount: '' }, says: /Non è un importo/ },
    { offer: refund, typed: { amount: '-5' }, says: /Non è un importo/ },
    { offer: refund, typed: { amount: '0,00' }, says: /più di zero/ },
    { offer: refund, typed: { amount: '12,505' }, says: /due modi/ },
    { offer: refund, typed: { amount: '100,01' }, says: /al massimo 100,00 €/ },
    { offer: { ...refund, action: 'capture' }, typed: { amount: '100,01' }, says: /al massimo 100,00 €/ },
    { offer: resolve, typed: {}, says: /Scegli uno dei due esiti/ },
    { offer: resolve, typed: { outcome: 'PENDING' }, says: /Scegli uno dei due esiti/ },
    { offer: resolve, typed: { outcome: 'POSITIVE' }, says: /segna la casella/ },
    { offer: resolve, typed: { outcome: 'POSITIVE', overrideNEGATIVE: 'yes' }, says: /segna la casella/ },
    { offer: resolve, typed: { outcome: 'NEGATIVE', gatewayReference: 'a b' }, says: /senza spazi/ },
    {
      offer: { action: 'retry', steps: ['shop'] },
      typed: { step: 'document' },
      says: /Scegli uno dei passi/,
    },
    { offer: { action: 'catchUpFrom', until }, typed: {}, says: /Scegli data e ora/ },
    { offer: { action: 'importFrom', until }, typed: { since: 'ieri' }, says: /Scegli data e ora/ },
    // The clock goes from 2 to 3.
    {
      offer: { action: 'importFrom', until },
      typed: { since: '2026-03-29T02:30' },
      says: /Scegli data e ora/,
    },
    {
      offer: { action: 'catchUpFrom', until },
      typed: { since: '2026-11-21T11:06' },
      says: /Fino al 21\/11\/26, 11:05 è già stato letto tutto/,
    },
  ];
  test.each(cases)('$offer.action $typed', async ({ offer, typed, says }) => {
    const workflowId = await payment([offer]);
    const path = pathTo(workflowId, offer.action);
    const { data: opened } = await anna.get(path);
    const fields = hiddenIn(opened);
    const { status, data } = await anna.post(path, { ...fields, reason, ...typed });
    expect(status).toBe(400);
    expect(data).toMatch(says);
    expect(hiddenIn(data).updateId).toBe(fields.updateId);
    const kept = [typed.reason ?? reason, typed.amount, typed.gatewayReference, typed.since];
    for (const text of kept) if (text) expect(data).toContain(text);
    expect(await bench.received(workflowId)).toEqual([]);
  });
});

test('the step that stands is chosen already; where that is not clear, none is', async () => {
  const offers: ActionOffer[] = [{ action: 'retry', steps: ['payment', 'document', 'shop'] }];
  const chosen = async (code: AttentionCode | undefined) => {
    const order = orderView({ attentions: code ? [{ code, text: 'x' }] : [] });
    const workflowId = await bench.plays({ order, checkout: checkoutView, offers }, 'order');
    const { data } = await anna.get(pathTo(workflowId, 'retry'));
    return /<option value="(\w*)" selected/.exec(data)?.[1] ?? /<option value="(\w*)">/.exec(data)?.[1];
  };
  expect(await chosen('ERP_REFUSED')).toBe('document');
  expect(await chosen('SHOP_REFUSED')).toBe('shop');
  expect(await chosen('GATEWAY_LOGIN_REFUSED')).toBe('payment');
  expect(await chosen(undefined)).toBe('');
});

test('the override is offered only beside the outcome that contradicts the gateway', async () => {
  const workflowId = await payment([{ action: 'resolve', contradicts: ['NEGATIVE'] }]);
  const { data } = await anna.get(pathTo(workflowId, 'resolve'));
  expect(data).toContain('name="overrideNEGATIVE"');
  expect(data).not.toContain('name="overridePOSITIVE"');
});

test('what a denial leads to is said before: money that has to go back first, a document that stands', async () => {
  const offers: ActionOffer[] = [{ action: 'resolve', contradicts: ['NEGATIVE'] }];
  const formOf = async (change: object) =>
    (await anna.get(pathTo(await payment(offers, change), 'resolve'))).data;
  expect(await formOf({})).toContain('il gateway ha 123,45 € di questo pagamento: vanno prima rimborsati');
  const [charge] = paymentView().charges;
  const refunded = paymentView({ charges: charge ? [{ ...charge, held: 0 }] : [] });
  const free = await formOf({ payment: refunded });
  expect(free).toContain('il cliente potrà pagare di nuovo');
  expect(free).not.toContain('è già scritto');
});

test('the amount is filled in with all that is left, as the reader of the page writes it', async () => {
  const workflowId = await payment([{ action: 'refund', most: { amount: 123_456, currency: 'EUR' } }]);
  expect((await anna.get(pathTo(workflowId, 'refund'))).data).toContain('value="1234,56"');
  const english = Object.assign(new Visitor(anna.url), { cookie: anna.cookie, language: 'en-GB,en' });
  const { data } = await english.get(pathTo(workflowId, 'refund'));
  expect(data).toContain('value="1234.56"');
  expect(headingIn(data)).toBe('Refund');
});
