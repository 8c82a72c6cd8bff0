import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact, Message } from '../../domain/schemas/message.ts';
import { hear } from '../../workflows/payment/asking.ts';
import type { PaymentContext } from '../../workflows/payment/context.ts';
import { mayClose } from '../../workflows/payment/due.ts';
import { newPayment } from '../../workflows/payment/state.ts';
import { beginTry, captureDue, endTry, learnOfTry, rest } from '../../workflows/payment/tries.ts';
import { requested } from '../domain/messages-given.ts';
import { anImport } from './states-given.ts';

const START = Date.parse('2026-03-02T10:00:00.000Z');
const PAGE_S = 900;
/** LAWS_RUNS: how many examples each law is held against. */
const RUNS = { numRuns: Number(process.env.LAWS_RUNS ?? 500) };

const happenings = ['agree', 'agree again', 'refuse', 'close', 'decide', 'ask', 'ask', 'wait'] as const;
const ends = ['taken', 'refused', 'lost', 'undone', 'away', 'no rights'] as const;
type Happening = (typeof happenings)[number];
type End = (typeof ends)[number];

/** A page at a gateway that takes money again for each other key: only we keep it from that. */
function aPage() {
  const effects: string[] = [];
  const refused = new Set<string>();
  let agreed = false;
  return {
    effects,
    agree: () => {
      agreed = true;
    },
    refuse: () => {
      agreed = false;
    },
    fact: (over: boolean): Fact =>
      effects.length > 0 ? 'PAID' : over ? 'PAGE_EXPIRED' : agreed ? 'APPROVED' : 'PAGE_OPEN',
    take(key: string, isRefused: boolean): void {
      if (isRefused || refused.has(key)) {
        refused.add(key);
        agreed = false;
      } else if (!effects.includes(key)) effects.push(key);
    },
  };
}

/** A payment and its page, to which things happen one after the other, some seconds apart. */
function play(steps: { what: Happening; end: End; seconds: number }[]) {
  const page = aPage();
  const sent: { key: string; end: End; wanted: boolean; at: number }[] = [];
  const said: { fact: Fact; afterTries: number }[] = [];
  const state = newPayment(
    {
      paymentId: 'pay-1',
      gateway: 'cards',
      live: true,
      page: {
        paymentId: 'pay-1',
        total: requested.money,
        description: '',
        lines: [],
        locale: 'it',
        returnUrl: '',
        backUrl: '',
      },
      customerLabel: 'Ada Rossi',
      links: {},
      timing: { ...anImport().timing, verifyMs: [5_000, 60_000] },
    },
    START,
  );
  const expiresAt = new Date(START + PAGE_S * 1_000).toISOString();
  Object.assign(state, { page: { id: 'cs_1', url: '', expiresAt }, opening: false });
  let now = START;
  let messages = 0;
  let wanted = true;
  // Since a try of which nobody knows what came, until the gateway says it.
  let unknown = false;
  let closedUnknown = false;
  const message = (fact: Fact, about: Partial<Message> = {}): Message => {
    messages += 1;
    const paid = fact === 'PAID' ? { charge: 'pi_1', money: requested.money } : {};
    return {
      id: `m${messages}`,
      source: 'inquiry',
      at: new Date(now).toISOString(),
      fact,
      page: 'cs_1',
      live: true,
      status: fact,
      ...paid,
      ...about,
    };
  };
  const hears = (one: Message) =>
    hear({ state, loop: { clock: { now } } } as unknown as PaymentContext, [one]);
  const isOver = () => now >= START + PAGE_S * 1_000;
  const asks = (closing = false) => {
    closedUnknown ||= closing && unknown;
    const fact = page.fact(isOver() || closing);
    if (fact !== 'APPROVED') unknown = false;
    said.push({ fact, afterTries: sent.length });
    learnOfTry(state, fact, false);
    hears(message(fact));
  };
  const tries = (end: End) => {
    if (!captureDue(state, now)) return;
    const before = state.captureUnsure;
    const { captureKey: key } = beginTry(state, now);
    sent.push({ key, end, wanted, at: now });
    now += 1_000;
    if (end === 'away' || end === 'no rights') {
      endTry(state, end === 'away' ? 'away' : 'refused', before);
      if (end === 'no rights') hears(message('NO_ANSWER'));
    } else {
      if (end !== 'undone') page.take(key, end === 'refused');
      unknown = end === 'lost' || end === 'undone';
      if (unknown) {
        endTry(state, 'maybe', before);
        hears(message('NO_ANSWER'));
      } else {
        const fact = page.fact(isOver());
        learnOfTry(state, fact, true);
        hears(message(fact));
      }
    }
    rest(state, now);
  };
  for (const { what, end, seconds } of steps) {
    now += seconds * 1_000;
    if (what === 'agree' && !isOver()) {
      page.agree();
      hears(message('APPROVED', { source: 'notification' }));
    } else if (what === 'agree again') hears(message('APPROVED', { source: 'notification', id: 'late' }));
    else if (what === 'refuse') page.refuse();
    else if (what === 'close') {
      state.closeRequested = true;
      wanted = false;
    } else if (what === 'decide') {
      wanted = false;
      hears(message('DENIED', { source: 'operator', over: state.messages.map(({ id }) => id) }));
    } else if (what === 'ask') asks(mayClose(state, now) && state.closeRequested);
    tries(end);
  }
  return { state, page, sent, said, closedUnknown };
}

const seconds = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(300));
const steps = fc.array(
  fc.record({ what: fc.constantFrom(...happenings), end: fc.constantFrom(...ends), seconds }),
  { minLength: 1, maxLength: 14 },
);

describe('whatever happens to a page that a customer agrees to', () => {
  it('money is taken by one key at most, though its gateway would take it by each', () => {
    fc.assert(
      fc.property(steps, (all) => {
        expect(play(all).page.effects.length).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
  });

  it('nothing is tried after it was to be closed or a person decided, nor once its time is over', () => {
    fc.assert(
      fc.property(steps, (all) => {
        expect(play(all).sent.every(({ wanted }) => wanted)).toBe(true);
        const late = play([{ what: 'wait', end: 'taken', seconds: PAGE_S }, ...all]);
        expect(late.sent).toEqual([]);
      }),
      RUNS,
    );
  });

  it('a try of which nobody knows is followed by the same key, or by a clear answer', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { sent, said } = play(all);
        for (const [i, { key, end }] of sent.entries()) {
          const next = sent[i + 1];
          if (!next || (end !== 'lost' && end !== 'undone')) continue;
          const clear = said.some(({ fact, afterTries }) => afterTries === i + 1 && fact !== 'APPROVED');
          expect(next.key === key || clear).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('no page is closed on which money may just be taken, before the gateway has said what came of it', () => {
    fc.assert(
      fc.property(steps, (all) => {
        expect(play(all).closedUnknown).toBe(false);
      }),
      RUNS,
    );
  });

  it('a try that did nothing is not made again at once', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { sent, said } = play(all);
        for (const [i, { end, at }] of sent.entries()) {
          const next = sent[i + 1];
          const asked = said.some(({ afterTries }) => afterTries === i + 1);
          if (next && end === 'away' && !asked) expect(next.at - at).toBeGreaterThanOrEqual(5_000);
        }
      }),
      RUNS,
    );
  });

  it('a refused key is not sent again once another was', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const keys = play(all).sent.map(({ key }) => Number(key.split(':').at(-1)));
        expect(keys).toEqual([...keys].sort((a, b) => a - b));
      }),
      RUNS,
    );
  });

  it('money that was taken is known once the gateway was asked again', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { page, state } = play([
          ...all,
          { what: 'wait', end: 'away', seconds: 10 },
          { what: 'ask', end: 'away', seconds: 10 },
        ]);
        if (page.effects.length > 0) expect(state.settlement.charges).toHaveLength(1);
      }),
      RUNS,
    );
  });
});

it('the examples do take, lose and close', () => {
  const seen = fc.sample(steps, 2_000).map(play);
  expect(seen.filter(({ page }) => page.effects.length === 1).length).toBeGreaterThan(200);
  expect(seen.filter(({ sent }) => new Set(sent.map(({ key }) => key)).size > 1).length).toBeGreaterThan(20);
  expect(
    seen.filter(({ sent }) => sent.length > 1 && new Set(sent.map(({ key }) => key)).size === 1).length,
  ).toBeGreaterThan(20);
});
