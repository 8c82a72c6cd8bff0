import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealsOf } from '../../config/seals.ts';
import { paymentWorkflowId } from '../../domain/ids.ts';
import type { Message } from '../../domain/schemas/message.ts';
import { sender } from '../../temporal/signals.ts';
import * as m from '../../workflows/messages.ts';
import { signed, until } from './bench.ts';
import { type FakeBench, openFakeBench, withCodes } from './fake-bench.ts';

let bench: FakeBench;
beforeAll(async () => {
  bench = await openFakeBench();
});
afterAll(() => bench?.stop());

const NOT_BELIEVED = withCodes('SIGNAL_NOT_BELIEVED');
const paymentHandle = (paymentId: string) => bench.client.workflow.getHandle(paymentWorkflowId(paymentId));
const paymentView = (paymentId: string) => paymentHandle(paymentId).query(m.paymentQuery);

/** An order whose page is open, with its payment. */
async function open(): Promise<{ id: string; paymentId: string; paid: Message; report: m.PaymentReport }> {
  const id = await bench.starts('card');
  const paymentId = await bench.payment(id);
  const { total, pageId } = await paymentView(paymentId);
  const [report] = (await bench.view(id)).payments;
  if (!report) throw new Error(`order ${id} has no payment`);
  const at = new Date().toISOString();
  const charge = `pi_${paymentId}`;
  const paid: Message = {
    id: `evt_${paymentId}`,
    source: 'notification',
    at,
    fact: 'PAID',
    page: pageId,
    charge,
    money: total,
    live: false,
    gateway: 'cards',
    status: 'complete/paid',
  };
  const charges = [{ reference: charge, money: total, at, held: total.amount }];
  return { id, paymentId, paid, report: { ...report, outcome: 'POSITIVE', reason: 'PAID', charges } };
}

/** The same with the seal of somebody who does not have the configuration. */
const forged = () => sender(bench.client, sealsOf('a secret that somebody else made up, of 32 letters'));

describe.concurrent('a signal by hand', () => {
  it('that a payment was paid makes nothing paid, and stands until somebody settles it; the real one pays', async () => {
    const { id, paymentId, paid } = await open();
    await paymentHandle(paymentId).signal('message', paid);
    await bench.ends(id, { outcome: 'PENDING', attentions: NOT_BELIEVED });
    await forged()(paymentWorkflowId(paymentId), m.messageSignal, paid);
    await until('both', async () =>
      (await signalsOf(paymentWorkflowId(paymentId))).length === 2 ? true : undefined,
    );
    expect(await paymentView(paymentId)).toMatchObject({ outcome: 'PENDING', messages: [], charges: [] });
    expect(bench.books.draftsOf(id)).toEqual([]);
    expect(bench.shop.toldOf(id)).not.toContain('paid');
    expect(await bench.textOf(id, 'SIGNAL_NOT_BELIEVED')).toMatch(/"message" at 2.*"fact":"PAID"/);

    await bench.cards.pays(paymentId);
    const both = [...NOT_BELIEVED, ...NOT_BELIEVED];
    await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE', attentions: both });
    expect(bench.books.draftsOf(id)).toHaveLength(1);
    await paymentHandle(paymentId).executeUpdate(m.settledUpdate, { args: [signed] });
    await bench.ends(id, { stage: 'DONE', attentions: [] });
  });

  it('that an order was paid makes it neither paid nor written, and is settled there; the real one pays', async () => {
    const { id, paymentId, report } = await open();
    const order = bench.handle(id);
    await order.signal('paymentChanged', { report, n: 1 });
    await forged()(order.workflowId, m.paymentChangedSignal, { report, n: 1 });
    const { attentions } = await bench.ends(id, {
      outcome: 'PENDING',
      attentions: [...NOT_BELIEVED, ...NOT_BELIEVED],
    });
    expect(attentions[0]?.text).toContain('"outcome":"POSITIVE"');
    expect(bench.books.draftsOf(id)).toEqual([]);
    expect(bench.shop.toldOf(id)).not.toContain('paid');
    expect(await bench.offers(id)).toContain('settled');
    await bench.does(id, m.settledUpdate);
    await bench.ends(id, { outcome: 'PENDING', attentions: [] });

    await bench.cards.pays(paymentId);
    await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    expect(bench.books.draftsOf(id)).toHaveLength(1);
  });

  it('to close a page, or that the document was cancelled, changes nothing', async () => {
    const { id, paymentId } = await open();
    await paymentHandle(paymentId).signal('closePage', { reason: 'by hand' });
    await bench.handle(id).signal('documentChanged', { number: 'OC 1/1', state: 'cancelled', seen: '' });
    await bench.ends(id, { attentions: [...NOT_BELIEVED, ...NOT_BELIEVED] });
    expect(bench.cards.stateOf(paymentId)).toBe('PAGE_OPEN');
    await bench.cards.pays(paymentId);
    await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE' });
    expect(bench.shop.toldOf(id)).not.toContain('document');
  });

  it('with the seal of another payment, or an earlier report again, changes nothing', async () => {
    const [first, second] = [await open(), await open()];
    await bench.cards.pays(first.paymentId);
    await bench.ends(first.id, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    const told = await signalsOf(paymentWorkflowId(first.paymentId));
    await paymentHandle(second.paymentId).signal('message', ...(told[0] ?? []));
    await bench.ends(second.id, { outcome: 'PENDING', attentions: NOT_BELIEVED });

    // What was decided afterwards is not undone by what the order heard before.
    const denial = { ...signed, outcome: 'NEGATIVE', override: true } as const;
    await paymentHandle(first.paymentId).executeUpdate(m.resolveUpdate, { args: [denial] });
    await bench.ends(first.id, { outcome: 'NEGATIVE' });
    const [before = []] = await signalsOf(bench.handle(first.id).workflowId);
    expect(before[0]).toMatchObject({ report: { outcome: 'POSITIVE' }, n: 1 });
    await bench.handle(first.id).signal('paymentChanged', ...before);
    await bench.handle(first.id).signal('shopChanged', {});
    await bench.ends(first.id, { outcome: 'NEGATIVE', attentions: expect.arrayContaining(NOT_BELIEVED) });
  });
});

/** The arguments of every signal that a workflow got. */
async function signalsOf(workflowId: string): Promise<unknown[][]> {
  const { events } = await bench.client.workflow.getHandle(workflowId).fetchHistory();
  return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) =>
    signal
      ? [(signal.input?.payloads ?? []).map(({ data }) => JSON.parse(Buffer.from(data ?? []).toString()))]
      : [],
  );
}

it('replays', async () => {
  expect(await bench.replays(10)).toBeGreaterThanOrEqual(10);
});
