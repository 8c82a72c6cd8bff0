import { describe, expect, it } from 'vitest';
import type { Failure } from '../../domain/failure.ts';
import type { Taking } from '../../gateways/gateway.ts';
import { axerveBench } from './axerve-bench.ts';
import { aRequest } from './axerve-given.ts';
import { CHARGE, details, done, envelope, fakeAxerve, PAYMENT } from './fake-axerve.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const lost = { code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' };
const refused = { code: 'GATEWAY_REFUSED', kind: 'refused' };
const AUT = { eventtype: 'AUT', eventamount: '25.40', eventdate: '02/03/26 11:00:00' };
const MOV = { eventtype: 'MOV', eventamount: '20.00', eventdate: '03/03/26 11:00:00' };
const held = details([], { transactionState: 'AUT', events: [AUT] });
const became = (transactionState: string, event: object = { ...MOV, eventtype: transactionState }) =>
  details([], { transactionState, events: [AUT, event] });

/** What is held of a separated shop; `histories` are its details one after the other, of which the last stays. */
async function holding(answers: Parameters<typeof fakeAxerve>[0], ...histories: string[]) {
  const left = [...histories];
  const detail = () => (left.length > 1 ? (left.shift() ?? held) : (left[0] ?? held));
  const { gateway, asked } = await fakeAxerve({ detail, ...answers }, { shopCapture: 'separated' });
  const hold = { paymentId: PAYMENT, pageId: CHARGE, hold: CHARGE };
  const taking: Taking = {
    ...hold,
    money: eur(2000),
    captureKey: `capture:${PAYMENT}:1`,
    before: new Date(Date.now() + 60_000).toISOString(),
  };
  const told = (call: Promise<unknown>): Promise<unknown> => call.catch((error: Failure) => error);
  return {
    capture: (changes: Partial<Taking> = {}) => told(gateway.capture({ ...taking, ...changes })),
    letGo: () => told(gateway.void(hold)),
    asked: (what: string) => asked.filter((one) => one.what === what).map(({ body }) => body),
  };
}

describe('held money that Axerve is asked to take', () => {
  it('is taken by one call, of the sum that was wanted, and its history has the last word', async () => {
    const { capture, asked } = await holding({ capture: () => done }, held, became('MOV'));
    expect(await capture()).toMatchObject([{ fact: 'PAID', charge: CHARGE, money: eur(2000) }]);
    expect(asked('capture')).toMatchObject([{ paymentID: CHARGE, amount: '20.00', currency: 'EUR' }]);
  });

  it('is not taken twice where a part was accepted, and the history does not have it yet', async () => {
    const { capture, asked } = await holding({ capture: () => done }, held, held, held, held, became('MOV'));
    expect(await capture()).toMatchObject(lost);
    for (const _ of [1, 2]) expect(await capture({ again: true })).toMatchObject(lost);
    expect(await capture({ again: true })).toMatchObject([{ fact: 'PAID', money: eur(2000) }]);
    expect(asked('capture')).toHaveLength(1);
  });

  it('of which all is wanted is asked for again: more than is held is taken for nobody, and its refusal says nothing', async () => {
    const said = [{ status: 504, body: '' }, { status: 400, body: envelope('58') }, done];
    const { capture, asked } = await holding({ capture: () => said.shift() ?? done }, ...Array(5).fill(held));
    const all = { money: eur(2540) };
    expect(await capture(all)).toMatchObject(lost);
    expect(await capture({ ...all, again: true })).toMatchObject(lost);
    expect(asked('capture')).toHaveLength(2);
  });

  it('is paid where the bank takes it by night only: it is reserved', async () => {
    const said = envelope('0', { transactionResult: 'KO', transactionErrorCode: '9999' });
    const { capture } = await holding({ capture: () => said }, held, became('PRE'));
    // The answer itself says nothing: what was done shows in the history, when it is asked for again.
    expect(await capture()).toMatchObject(lost);
    expect(await capture()).toMatchObject([{ fact: 'PAID', money: eur(2000) }]);
  });

  it.each(['58', '63', '65', '66', '2019'])('and is refused for good (%s) was not taken', async (code) => {
    const { capture } = await holding({ capture: () => ({ status: 400, body: envelope(code) }) });
    expect(await capture()).toMatchObject({ ...refused, message: expect.stringContaining(code) });
  });

  it('and is refused by its result was not taken, unless its history says otherwise', async () => {
    const said = envelope('0', { transactionResult: 'KO', transactionErrorCode: '66' });
    expect(await (await holding({ capture: () => said })).capture()).toMatchObject(refused);
    const { capture } = await holding({ capture: () => said }, held, became('MOV'));
    expect(await capture()).toMatchObject([{ fact: 'PAID', money: eur(2000) }]);
  });

  it.each([
    ['a code that nobody knows', { status: 400, body: envelope('4242') }],
    ['a technical one', envelope('9999')],
    ['none at all', { status: 504, body: '' }],
  ])('may have been taken where the answer is %s', async (_what, said) => {
    const { capture } = await holding({ capture: () => said });
    expect(await capture()).toMatchObject(lost);
  });

  it('may have been taken where the history can not be asked for afterwards', async () => {
    const { capture } = await holding({ capture: () => done }, held, envelope('9999'));
    expect(await capture()).toMatchObject(lost);
  });

  it('and has lapsed, which only who takes it is told, is over and not paid', async () => {
    const { capture } = await holding({ capture: () => ({ status: 400, body: envelope('64') }) });
    expect(await capture()).toMatchObject([{ fact: 'PAGE_EXPIRED', note: 'the hold has lapsed' }]);
  });

  it('is not over by that word after a try that may have taken it: nobody is asked to pay again', async () => {
    const said = [
      { status: 504, body: '' },
      { status: 400, body: envelope('64') },
    ];
    const { capture } = await holding({ capture: () => said.shift() ?? done }, ...Array(4).fill(held));
    const all = { money: eur(2540) };
    expect(await capture(all)).toMatchObject(lost);
    expect(await capture({ ...all, again: true })).toMatchObject(lost);
  });
});

describe('held money that Axerve is asked to let go of', () => {
  it('is deleted by one call, and its history has the last word', async () => {
    const { letGo, asked } = await holding({ cancel: () => done }, held, became('CAN'));
    expect(await letGo()).toMatchObject([{ fact: 'PAGE_EXPIRED', page: CHARGE }]);
    expect(asked('cancel')).toMatchObject([{ paymentID: CHARGE }]);
  });

  it('and was taken meanwhile is paid; what can not be deleted is said', async () => {
    const body = { status: 400, body: envelope('2017') };
    const { letGo } = await holding({ cancel: () => body }, held, became('MOV'), became('MOV'));
    expect(await letGo()).toMatchObject([{ fact: 'PAID', money: eur(2000) }]);
    expect(await (await holding({ cancel: () => body })).letGo()).toMatchObject(refused);
  });
});

it('a page for money that is to be held is not opened at a shop that takes it at once', async () => {
  const bench = await axerveBench();
  try {
    const request = aRequest({ capture: 'later' });
    const opening = bench.makeGateway().openPage(request, `${request.paymentId}-1`);
    await expect(opening).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('separated'),
    });
    expect(await bench.pagesOf(request.paymentId)).toEqual([]);
  } finally {
    await bench.close();
  }
});

it('a part whose answer is lost, and that the history has later, is taken once where parts can be taken of a hold', async () => {
  const bench = await axerveBench();
  try {
    const request = aRequest({ capture: 'later' });
    const gateway = bench.makeGateway({ holding: true });
    const page = await gateway.openPage(request, 'k');
    await bench.holds?.hold(page);
    await bench.steer('answers', { detailsBehindMs: 60_000, captures: 'parts' });
    await bench.steer('faults', { method: 'POST', path: '/payment/capture', times: 1, kind: 'reset-after' });
    const taking: Taking = {
      paymentId: request.paymentId,
      pageId: page.id,
      hold: page.id,
      money: eur(1000),
      captureKey: 'k',
      before: new Date(Date.now() + 60_000).toISOString(),
    };
    await expect(gateway.capture(taking)).rejects.toMatchObject(lost);
    const another = bench.makeGateway({ holding: true });
    await expect(another.capture({ ...taking, again: true })).rejects.toMatchObject(lost);
    bench.sandbox.advance(61);
    expect(await another.capture({ ...taking, again: true })).toMatchObject([
      { fact: 'PAID', money: eur(1000) },
    ]);
    expect(await bench.chargesOf(page)).toEqual([eur(1000)]);
  } finally {
    await bench.close();
  }
});
