import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paymentWorkflowId } from '../../domain/ids.ts';
import type { Fact } from '../../domain/schemas/message.ts';
import * as m from '../../workflows/messages.ts';
import { until } from './bench.ts';
import { type FakeBench, openFakeBench, withCodes } from './fake-bench.ts';

const LONG_MS = 600_000;
let bench: FakeBench;
beforeAll(async () => {
  bench = await openFakeBench([500, 1_500, LONG_MS]);
});
afterAll(() => bench?.stop());

const handleOf = (paymentId: string) => bench.client.workflow.getHandle(paymentWorkflowId(paymentId));
const viewOf = (paymentId: string) => handleOf(paymentId).query(m.paymentQuery);
const becomes = (paymentId: string, reason: string) =>
  until(`${paymentId} ${reason}`, async () => {
    const view = await viewOf(paymentId);
    return view.reason === reason ? view : undefined;
  });
const answers = ({ messages }: m.PaymentView): Fact[] =>
  messages.filter(({ source }) => source === 'inquiry').map(({ fact }) => fact);
const secondOf = (at: string) => `${at.slice(0, 19)}.000Z`;
const comesBack = (paymentId: string) =>
  handleOf(paymentId).executeUpdate(m.returnedUpdate, { args: [{ page: `page-${paymentId}` }] });

describe.concurrent('a payment', () => {
  it.each<[answered: Fact, told: Fact, most: number]>([
    ['FAILED', 'PAID', 1],
    // Asked half a second later it can be the same second still.
    ['PAID', 'FAILED', 2],
  ])(
    'that was %s as it was asked about, and %s by what is told of that second, is paid once it is asked again',
    async (answered, told, most) => {
      const { cards, starts, payment, ends } = bench;
      const order = await starts('card');
      const paymentId = await payment(order);
      cards.becomes(paymentId, answered);
      const { messages } = await comesBack(paymentId);
      const answer = messages.find(({ fact }) => fact === answered);
      cards.becomes(paymentId, 'PAID');
      const about = { id: `evt_${paymentId}`, fact: told, at: secondOf(answer?.at ?? '') };
      await cards.tells(paymentId, about);
      await becomes(paymentId, 'CONTRADICTION');
      // The same once more, as gateways send it, is no news.
      await cards.tells(paymentId, about);
      const view = await becomes(paymentId, 'PAID');
      expect(view).toMatchObject({ outcome: 'POSITIVE', verified: true, attentions: [] });
      const asked = answers(view).slice(1);
      expect(new Set(asked)).toEqual(new Set(['PAID']));
      expect(asked.length).toBeLessThanOrEqual(most);
      await ends(order, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
      expect(answers(await viewOf(paymentId))).toEqual(answers(view));
    },
  );

  it('whose money was found to be under way after a doubt is asked about soon in the next one, too', async () => {
    const { cards, starts, payment, ends } = bench;
    const order = await starts('card');
    const paymentId = await payment(order);
    cards.becomes(paymentId, 'UNKNOWN');
    await cards.tells(paymentId);
    await ends(order, { outcome: 'VERIFY', attentions: withCodes('UNKNOWN_STATUS') });
    cards.becomes(paymentId, 'PROCESSING');
    await becomes(paymentId, 'PROCESSING');
    cards.becomes(paymentId, 'PAID');
    await cards.tells(paymentId, { fact: 'UNKNOWN' });
    await ends(order, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    expect(answers(await viewOf(paymentId))).toEqual(['UNKNOWN', 'PROCESSING', 'PAID']);
  });
});

it('replays', async () => {
  expect(await bench.replays(6)).toBeGreaterThanOrEqual(6);
});
