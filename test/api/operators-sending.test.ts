import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paymentWorkflowId } from '../../domain/ids.ts';
import type { ActionOffer } from '../../workflows/messages.ts';
import { OperatorsBench } from './operators-bench.ts';
import { headingIn, hiddenIn, pathTo, Visitor } from './operators-steps.ts';
import { paymentView } from './views-given.ts';

let bench: OperatorsBench;
let anna: Visitor;
let rita: Visitor;

beforeAll(async () => {
  bench = await OperatorsBench.open();
  const { url } = await bench.api();
  anna = await Visitor.signedIn(url);
  rita = await Visitor.signedIn(url, 'Rita');
});
afterAll(() => bench.close());

const reason = 'visto in Stripe';
const refund: ActionOffer = { action: 'refund', most: { amount: 10_000, currency: 'EUR' } };
const payment = (offers: ActionOffer[], change = {}) =>
  bench.plays({ payment: paymentView(), offers, ...change });

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
  const { url } = await bench.api((config) => {
    config.windows.returnWait = 1_500;
  });
  const hasty = await Visitor.signedIn(url);
  const waiting = await hasty.send(path, { reason, amount: '1' });
  expect([waiting.status, headingIn(waiting.data)]).toEqual([202, 'Inviato, ma non c’è ancora risposta']);
  await expect
    .poll(async () => headingIn((await hasty.post(path, hiddenIn(waiting.data))).data))
    .toBe('Fatto');
  expect(await bench.received(workflowId)).toHaveLength(1);
});

test('a workflow that is gone, or of another kind, or an action that nobody knows, is not found', async () => {
  const ids = [paymentWorkflowId(randomUUID()), 'order:demo:no', 'alerts', 'payment', '..%2F..'];
  for (const id of ids)
    for (const path of [pathTo(id), pathTo(id, 'refund')]) {
      const { status, data } = await anna.get(path);
      expect([id, status, headingIn(data)]).toEqual([id, 404, 'Qui non c’è nulla']);
    }
  const fields = { ...hiddenIn((await anna.get('/operators')).data), updateId: randomUUID(), reason };
  const gone = await anna.post(pathTo(paymentWorkflowId(randomUUID()), 'verifyNow'), fields);
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
