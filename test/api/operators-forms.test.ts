import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AttentionCode } from '../../domain/attention.ts';
import type { ActionOffer } from '../../workflows/messages.ts';
import { OperatorsBench } from './operators-bench.ts';
import { headingIn, hiddenIn, pathTo, Visitor } from './operators-visitor.ts';
import { checkoutView, orderView, paymentView } from './views.ts';

let bench: OperatorsBench;
let anna: Visitor;
let rita: Visitor;

beforeAll(async () => {
  bench = await OperatorsBench.open();
  const { url } = await bench.api((config) => {
    config.windows.returnWait = 1_500;
  });
  anna = await Visitor.signedIn(url);
  rita = await Visitor.signedIn(url, 'Rita');
});
afterAll(() => bench.close());

const reason = 'visto in Stripe';
const refund: ActionOffer = { action: 'refund', most: { amount: 10_000, currency: 'EUR' } };
const payment = (offers: ActionOffer[], change = {}) =>
  bench.plays({ payment: paymentView(), offers, ...change });
const payloadsOf = async (workflowId: string) =>
  (await bench.received(workflowId)).map(({ action, payload }) => ({ action, ...payload }));

describe('each form sends its update, signed with the name of the session', () => {
  const signed = { operator: 'Anna', reason };
  const cases: { offer: ActionOffer; typed: Record<string, string>; sent: object }[] = [
    ...(['cancelOrder', 'verifyNow', 'closePayment', 'settled'] as const).map((action) => ({
      offer: { action },
      typed: {},
      sent: {},
    })),
    { offer: { action: 'retry', steps: [] }, typed: { step: 'shop' }, sent: {} },
    {
      offer: { action: 'retry', steps: ['document', 'shop'] },
      typed: { step: 'shop' },
      sent: { step: 'shop' },
    },
    { offer: refund, typed: { amount: '12,50' }, sent: { amount: 1_250 } },
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
    const kept = [typed.reason ?? reason, typed.amount, typed.gatewayReference];
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

test('the amount is filled in with all that is left, as the reader of the page writes it', async () => {
  const workflowId = await payment([{ action: 'refund', most: { amount: 123_456, currency: 'EUR' } }]);
  expect((await anna.get(pathTo(workflowId, 'refund'))).data).toContain('value="1234,56"');
  const english = Object.assign(new Visitor(anna.url), { cookie: anna.cookie, language: 'en-GB,en' });
  const { data } = await english.get(pathTo(workflowId, 'refund'));
  expect(data).toContain('value="1234.56"');
  expect(headingIn(data)).toBe('Refund');
});

describe('a form sent twice is one update', () => {
  const cases = [
    { name: 'at once', after: undefined, together: true },
    { name: 'again later', after: undefined, together: false },
    { name: 'at once, and the action is offered no more', after: 'nothing' as const, together: true },
    { name: 'again, when the action is offered no more', after: 'nothing' as const, together: false },
    { name: 'again, when the workflow has ended', after: 'end' as const, together: false },
  ];
  test.each(cases)('$name', async ({ after, together }) => {
    const workflowId = await payment([refund], { takes: 400, after });
    const path = pathTo(workflowId, 'refund');
    const fields = { ...hiddenIn((await anna.get(path)).data), reason, amount: '12,50' };
    const first = anna.post(path, fields);
    if (!together) await first;
    const answers = await Promise.all([first, anna.post(path, fields)]);
    expect(answers.map(({ data }) => headingIn(data))).toEqual(['Fatto', 'Fatto']);
    for (const { data } of answers) expect(data).toContain('Update 1 done.');
    expect(await bench.received(workflowId)).toHaveLength(1);
  });

  test('but a form opened anew is another', async () => {
    const workflowId = await payment([refund]);
    const path = pathTo(workflowId, 'refund');
    for (const amount of ['1', '2']) await anna.send(path, { reason, amount });
    expect(await bench.received(workflowId)).toHaveLength(2);
  });
});

test('a refusal is shown in the workflow’s own sentence, with what is possible now', async () => {
  const sentence = 'Nothing to refund: <b>the charge</b> pi_1 was given back already.';
  const workflowId = await payment([refund, { action: 'verifyNow' }], { refuses: sentence });
  const { status, data } = await anna.send(pathTo(workflowId, 'refund'), { reason, amount: '1' });
  expect([status, headingIn(data)]).toEqual([422, 'Non è stato possibile']);
  expect(data).toContain('Nothing to refund: &lt;b&gt;the charge&lt;/b&gt; pi_1 was given back already.');
  expect(data).toContain(`href="${pathTo(workflowId, 'verifyNow')}"`);
  expect(await bench.received(workflowId)).toEqual([]);
});

test('an action that is not offered, or no more, has no form and sends nothing', async () => {
  const workflowId = await payment([refund]);
  const path = pathTo(workflowId, 'refund');
  const fields = { ...hiddenIn((await anna.get(path)).data), reason, amount: '1' };
  await bench.change(workflowId, { offers: [{ action: 'verifyNow' }] });
  for (const { status, data } of [await anna.get(path), await anna.post(path, fields)]) {
    expect([status, headingIn(data)]).toEqual([409, 'Questa azione adesso non è possibile']);
    expect(data).toContain(`href="${pathTo(workflowId, 'verifyNow')}"`);
  }
  expect(await bench.received(workflowId)).toEqual([]);
});

test('of an answer that takes long nobody claims to know; asked again it is the same update', async () => {
  const workflowId = await payment([refund], { takes: 3_000 });
  const path = pathTo(workflowId, 'refund');
  const waiting = await anna.send(path, { reason, amount: '1' });
  expect([waiting.status, headingIn(waiting.data)]).toEqual([202, 'Inviato, ma non c’è ancora risposta']);
  await expect
    .poll(async () => headingIn((await anna.post(path, hiddenIn(waiting.data))).data), { timeout: 15_000 })
    .toBe('Fatto');
  expect(await bench.received(workflowId)).toHaveLength(1);
});

test('a workflow that is gone, or of another kind, or an action that nobody knows, is not found', async () => {
  const ids = [`payment:${randomUUID()}`, 'order:demo:no', 'alerts', 'payment', '..%2F..'];
  for (const id of ids)
    for (const path of [pathTo(id), pathTo(id, 'refund')]) {
      const { status, data } = await anna.get(path);
      expect([id, status, headingIn(data)]).toEqual([id, 404, 'Qui non c’è nulla']);
    }
  const fields = { ...hiddenIn((await anna.get('/operators')).data), updateId: randomUUID(), reason };
  const gone = await anna.post(pathTo(`payment:${randomUUID()}`, 'verifyNow'), fields);
  expect([gone.status, headingIn(gone.data)]).toEqual([404, 'Qui non c’è nulla']);
  const workflowId = await payment([]);
  for (const action of ['delete', 'constructor', '__proto__', 'payAgain']) {
    const { status, data } = await anna.get(pathTo(workflowId, action));
    expect([action, status, headingIn(data)]).toEqual([action, 404, 'Questa pagina non esiste']);
  }
});

describe('a reader', () => {
  test('sees everything and is shown no form', async () => {
    const workflowId = await payment([refund]);
    const page = await rita.get(pathTo(workflowId));
    expect(page.status).toBe(200);
    expect(page.data).toContain('sola lettura');
    const { status, data } = await rita.get(pathTo(workflowId, 'refund'));
    expect([status, headingIn(data)]).toEqual([403, 'Solo lettura']);
    expect(data).not.toContain('name="amount"');
  });

  test('sends nothing, even with a form of their own making', async () => {
    const workflowId = await payment([refund]);
    const { token = '' } = hiddenIn((await rita.get('/operators')).data);
    const form = { token, updateId: randomUUID(), reason, amount: '1' };
    const { status, data } = await rita.post(pathTo(workflowId, 'refund'), form);
    expect([status, headingIn(data)]).toEqual([403, 'Solo lettura']);
    expect(await bench.received(workflowId)).toEqual([]);
  });
});

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
        attention: { code: 'CONTRADICTION', text: nasty },
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
