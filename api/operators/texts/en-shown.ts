import type { Texts } from './it.ts';

export const shown: Texts['shown'] = {
  changed: 'Something changed meanwhile: nothing was sent.',
  changedHint: 'Look at the numbers of now and, if it is still right, send it again.',
  gone: 'Something that you saw is no longer there.',
  title: 'How it stands now',
  today: (time) => `at ${time}`,
  another: (day, time) => `on ${day} at ${time}`,
  aSum: 'a sum',
  outcome: (outcome, reason) => `Outcome: ${outcome}${reason ? ` (${reason})` : ''}`,
  charge: (sum, reference, when) => `Taken: ${sum} ${when} (${reference})`,
  refund: (fact, sum, when, by) => {
    const asked = by ? ` that ${by} asked for` : '';
    if (fact === 'REFUNDED')
      return by ? `${by} gave back ${sum} ${when}` : `Given back at the gateway: ${sum} ${when}`;
    if (fact === 'REFUND_FAILED') return `Failed: the refund of ${sum}${asked} ${when}`;
    return `Under way: the refund of ${sum}${asked} ${when}`;
  },
  refundAsked: (sum, when, by) =>
    `Refund of ${sum} that ${by} asked for ${when}: no answer; only this can be sent again`,
  dispute: (fact, sum, id, when) => `${fact}: ${sum} ${when} (${id})`,
  decision: (paid, when, by = 'an operator') => `${by} decided "${paid ? 'Paid' : 'Not paid'}" ${when}`,
  payment: (id, outcome, givenBack) =>
    `Payment ${id}: ${outcome}${givenBack ? ', given back as a whole' : ''}`,
  document: (number, state) => `Document ${number} ${state ?? 'written'}`,
  inShop: (state, refunds) => `In the shop: ${state}${refunds > 0 ? `, refunds: ${refunds}` : ''}`,
  letThrough: (what) => `Let through already: ${what}`,
  givenUp: 'Somebody gave the order up here',
  setBack: (since, when, by) => `${by} had everything since ${since} read again ${when}`,
  loginRefused: (when) => `The ERP refused the login ${when}`,
};
