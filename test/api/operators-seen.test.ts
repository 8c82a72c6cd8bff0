import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Shown } from '../../domain/shown.ts';
import { type ActionOffer, CHANGED } from '../../workflows/messages.ts';
import { OperatorsBench } from './operators-bench.ts';
import { headingIn, hiddenIn, pathTo, Visitor } from './operators-steps.ts';
import { paymentView } from './views-given.ts';

let bench: OperatorsBench;
let anna: Visitor;
beforeAll(async () => {
  bench = await OperatorsBench.open();
  anna = await Visitor.signedIn((await bench.api()).url);
});
afterAll(() => bench.close());

const reason = 'articolo mancante';
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const at = '2026-01-05T16:50:00.000Z';
const charge: Shown = { what: 'charge', reference: 'pi_1', money: eur(10_000), at };
const given: Shown = { what: 'refund', id: 're_1', fact: 'REFUNDED', money: eur(5_000), at, by: 'demo' };
const refund = (most: number, ...shown: Shown[]): ActionOffer[] => [
  { action: 'refund', most: eur(most), shown },
];
const opened = async (offers: ActionOffer[], refuses = {}) => {
  const workflowId = await bench.plays({ payment: paymentView(), offers, ...refuses });
  const path = pathTo(workflowId, 'refund');
  const { data } = await anna.get(path);
  const fields: Record<string, string> = { ...hiddenIn(data), reason, amount: '50,00' };
  return { workflowId, path, data, fields };
};
const sent = async (workflowId: string) =>
  (await bench.received(workflowId)).map(({ payload }) => payload as object);

describe('a form that was opened before something changed', () => {
  test('shows what it is decided over, and sends the names of that with the update', async () => {
    const { workflowId, path, data, fields } = await opened(refund(10_000, charge));
    expect(data).toContain('Incassati 100,00 € il 05/01/26 alle 17:50 (pi_1)');
    expect((await anna.post(path, fields)).status).toBe(200);
    expect(await sent(workflowId)).toMatchObject([{ seen: ['charge pi_1 10000 EUR'], amount: 5_000 }]);
  });

  test('is shown again, as it was filled in, with what happened, and sent once it is confirmed', async () => {
    const { workflowId, path, fields } = await opened(refund(10_000, charge));
    await bench.change(workflowId, { offers: refund(5_000, charge, given) });
    const { status, data } = await anna.post(path, fields);
    expect([status, headingIn(data)]).toEqual([409, 'Rimborsa']);
    expect(data).toContain('Intanto è cambiato qualcosa: non è stato inviato nulla.');
    expect(data).toContain('<li>demo ha rimborsato 50,00 € il 05/01/26 alle 17:50</li>');
    expect(data).toContain('Al massimo 50,00 €');
    for (const typed of [reason, 'value="50,00"']) expect(data).toContain(typed);
    expect(await sent(workflowId)).toEqual([]);
    expect(hiddenIn(data).updateId).not.toBe(fields.updateId);
    const confirmed = await anna.post(path, { ...hiddenIn(data), reason, amount: '50,00' });
    expect([confirmed.status, headingIn(confirmed.data)]).toEqual([200, 'Fatto']);
    expect(await sent(workflowId)).toMatchObject([{ amount: 5_000, seen: { length: 2 } }]);
  });

  test('in English says it in English', async () => {
    const { workflowId, path, fields } = await opened(refund(10_000, charge));
    await bench.change(workflowId, { offers: refund(5_000, charge, given) });
    const english = Object.assign(new Visitor(anna.url), { cookie: anna.cookie, language: 'en' });
    const { data } = await english.post(path, { ...fields, amount: '50.00' });
    expect(data).toContain('<li>demo gave back €50.00 on 05/01/2026 at 17:50</li>');
  });

  test('says at once that the amount is more than what is left by now', async () => {
    const { workflowId, path, fields } = await opened(refund(10_000, charge));
    await bench.change(workflowId, { offers: refund(5_000, charge, given) });
    const { status, data } = await anna.post(path, { ...fields, amount: '80,00' });
    expect(status).toBe(409);
    expect(data).toMatch(/value="80,00"[\s\S]*È più di quello che resta: al massimo 50,00 €/);
  });

  test('is shown again where somebody is quicker by less than a look: the workflow refuses it', async () => {
    const { workflowId, path, fields } = await opened(refund(10_000, charge), {
      refuses: 'Nothing was done',
      refusesAs: CHANGED,
    });
    const first = await anna.post(path, fields);
    expect(first.status).toBe(409);
    expect(first.data).not.toContain('Nothing was done');
    await bench.change(workflowId, { offers: refund(5_000, charge, given), refuses: undefined });
    const { status, data } = await anna.post(path, { ...hiddenIn(first.data), reason, amount: '50,00' });
    expect(status).toBe(409);
    expect(data).toContain('demo ha rimborsato');
    expect(await sent(workflowId)).toEqual([]);
  });

  test('and was sent then is done: pressed once more it says so, and is not asked again', async () => {
    const { workflowId, path, fields } = await opened(refund(10_000, charge));
    expect((await anna.post(path, fields)).status).toBe(200);
    await bench.change(workflowId, { offers: refund(5_000, charge, given) });
    const again = await anna.post(path, fields);
    expect([again.status, headingIn(again.data)]).toEqual([200, 'Fatto']);
    expect(await sent(workflowId)).toHaveLength(1);
  });

  test('and is no longer possible says what happened', async () => {
    const { workflowId, path, fields } = await opened(refund(10_000, charge));
    const resolve: ActionOffer = { action: 'resolve', contradicts: [], shown: [charge, given] };
    await bench.change(workflowId, { offers: [resolve] });
    const { status, data } = await anna.post(path, fields);
    expect([status, headingIn(data)]).toEqual([409, 'Questa azione adesso non è possibile']);
    expect(data).toContain('demo ha rimborsato 50,00 €');
    expect(data).not.toContain('Incassati');
  });

  test('without what it showed, or with something else in its place, is shown again', async () => {
    for (const seen of ['', 'x', '{"0":"charge pi_1 10000 EUR"}', '[1]']) {
      const { workflowId, path, fields } = await opened(refund(10_000, charge));
      expect((await anna.post(path, { ...fields, seen })).status).toBe(409);
      expect(await sent(workflowId)).toEqual([]);
    }
  });
});

test('a refund without an answer stands on its payment’s page, with who asked for it and what can be done', async () => {
  const refundAsked = {
    charge: 'pi_1',
    money: eur(1_000),
    already: eur(0),
    at: new Date().toISOString(),
    by: 'demo',
  };
  const workflowId = await bench.plays({ payment: paymentView({ refundAsked }), offers: [] });
  const { data } = await anna.get(pathTo(workflowId));
  expect(data).toMatch(
    /Rimborso di 10,00 € chiesto da demo alle \d\d:\d\d: senza risposta; si può soltanto ripetere questo/,
  );
});

test('refunds stand on their payment’s page with sum and name', async () => {
  const told = {
    source: 'inquiry',
    fact: 'REFUNDED',
    charge: 'pi_1',
    status: 'refund succeeded',
    at,
  } as const;
  const messages = [
    { ...told, id: 'refund:re_1:succeeded', money: eur(9_580), by: 'demo' },
    { ...told, id: 'refund:re_2:pending', money: eur(20), fact: 'REFUND_PENDING' as const },
  ];
  const workflowId = await bench.plays({ payment: paymentView({ messages }), offers: [] });
  const { data } = await anna.get(pathTo(workflowId));
  expect(data).toContain('demo ha rimborsato 95,80 € il 05/01/26 alle 17:50');
  expect(data).toContain('In corso il rimborso di 0,20 € il 05/01/26 alle 17:50');
});
