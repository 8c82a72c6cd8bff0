import { MockActivityEnvironment } from '@temporalio/testing';
import { describe, expect, it } from 'vitest';
import { catchUpActivities } from '../../activities/catch-up.ts';
import { gatewayActivities } from '../../activities/gateway.ts';
import { Failure } from '../../domain/failure.ts';
import type { Message } from '../../domain/schemas/message.ts';
import { deliver } from '../../gateways/deliver.ts';
import type { Gateway } from '../../gateways/gateway.ts';
import type { PaidBy } from '../../gateways/shown.ts';
import { tellablePayments } from '../gateways/given.ts';

const run = <T>(call: () => Promise<T>): Promise<T> => new MockActivityEnvironment().run(call);
const later = (ms: number) => new Date(Date.now() + ms).toISOString();
const message = (fact: Message['fact'], about: Partial<Message> = {}): Message => ({
  id: `m-${fact}`,
  source: 'inquiry',
  at: later(0),
  fact,
  page: 'p1',
  status: 'as it is',
  ...about,
});

/** A gateway with no more than all have, which answers so. */
function bare(state: Message, more: Partial<Gateway> = {}) {
  const proofs: unknown[] = [];
  const gateway = {
    name: 'bare',
    async inquire(_payment: string, _page: string, shown?: string[]) {
      proofs.push(shown);
      return [state];
    },
    ...more,
  } as Gateway;
  return { gateway, proofs, calls: gatewayActivities({ bare: gateway }) };
}
const factOf = async (
  calls: ReturnType<typeof bare>['calls'],
  way: 'inquire' | 'closePage',
  inMs: number,
) => {
  const page = { expiresAt: later(inMs), proofs: ['a', 'b'] };
  const [state] = await run(() => calls[way]('bare', 'pay-1', 'p1', page));
  return state?.fact;
};

describe('what a gateway says by a proof that was shown to us', () => {
  const paid = message('PAID', { charge: 'c1' });
  const asked = async (paidBy: PaidBy, proofs: string[]) => {
    const { gateway } = bare(paid);
    const { inquire } = gatewayActivities({ bare: gateway }, paidBy);
    const [said] = await run(() => inquire('bare', 'pay-1', 'p1', { expiresAt: later(60_000), proofs }));
    return said;
  };

  it('is believed where its charge has paid no other payment', async () => {
    expect(await asked(async () => undefined, ['a'])).toMatchObject({ fact: 'PAID', charge: 'c1' });
  });

  it('is for a person where it has, and in doubt where that can not be seen', async () => {
    const other = await asked(async () => 'pay-2', ['a']);
    expect(other).toMatchObject({ fact: 'UNKNOWN', status: expect.stringContaining('pay-2') });
    expect(other?.charge).toBeUndefined();
    const away = new Failure('TEMPORAL_AWAY', 'away', 'no list');
    expect(await asked(() => Promise.reject(away), ['a'])).toMatchObject({
      fact: 'UNKNOWN',
      status: expect.stringContaining('TEMPORAL_AWAY'),
    });
  });

  it('is asked about only where a proof was shown', async () => {
    expect(await asked(() => expect.fail('nobody has to be asked'), [])).toMatchObject({ fact: 'PAID' });
  });
});

describe('a gateway whose pages nobody can close', () => {
  it.each(['inquire', 'closePage'] as const)(
    'asked by %s is open until its time is over by our clock, and then can not be paid any more',
    async (way) => {
      const { calls, proofs } = bare(message('PAGE_OPEN'));
      expect(await factOf(calls, way, 60_000)).toBe('PAGE_OPEN');
      expect(await factOf(calls, way, -1)).toBe('PAGE_EXPIRED');
      expect(proofs).toEqual([
        ['a', 'b'],
        ['a', 'b'],
      ]);
    },
  );

  it('whose answer comes after that time, and was asked for before it, is open: it can have been paid since', async () => {
    const { calls } = bare(message('PAGE_OPEN'), {
      inquire: async () => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        return [message('PAGE_OPEN')];
      },
    });
    expect(await factOf(calls, 'inquire', 50)).toBe('PAGE_OPEN');
  });

  it('says in another message that its time is over, where it says the same each time', async () => {
    const { calls } = bare(message('PAGE_OPEN'));
    const at = async (inMs: number) =>
      (await run(() => calls.inquire('bare', 'pay-1', 'p1', { expiresAt: later(inMs), proofs: [] })))[0]?.id;
    expect(await at(60_000)).not.toBe(await at(-1));
  });

  it.each(['PAID', 'PROCESSING', 'FAILED', 'UNKNOWN'] as const)(
    'that says %s is believed, whatever our clock says',
    async (fact) => {
      const { calls } = bare(message(fact));
      for (const way of ['inquire', 'closePage'] as const) expect(await factOf(calls, way, -1)).toBe(fact);
    },
  );

  it('is asked as before by what was started before its page was told', async () => {
    const { calls } = bare(message('PAGE_OPEN'));
    expect(await run(() => calls.closePage('bare', 'pay-1', 'p1'))).toMatchObject([{ fact: 'PAGE_OPEN' }]);
  });
});

it('a gateway that closes pages has the last word, also after their time', async () => {
  const { calls } = bare(message('PAGE_OPEN'), { closePage: async () => [message('PAGE_OPEN')] });
  for (const way of ['inquire', 'closePage'] as const) expect(await factOf(calls, way, -1)).toBe('PAGE_OPEN');
});

it('what was agreed to on a page that nobody can close is over with its time, and what is held is not', async () => {
  const agreed = bare(message('APPROVED')).calls;
  const held = bare(message('AUTHORISED', { charge: 'h1' })).calls;
  for (const way of ['inquire', 'closePage'] as const) {
    expect(await factOf(agreed, way, 60_000)).toBe('APPROVED');
    expect(await factOf(agreed, way, -1)).toBe('PAGE_EXPIRED');
    expect(await factOf(held, way, -1)).toBe('AUTHORISED');
  }
});

describe('money that is taken, or let go of, when we say so', () => {
  const hold = { paymentId: 'pay-1', pageId: 'p1', hold: 'h1' };
  const taking = {
    ...hold,
    money: { amount: 1, currency: 'EUR' },
    captureKey: 'capture:pay-1:1',
    before: later(60_000),
  };

  it('is asked of the gateway as it was ordered, and what came of it leads to its back office', async () => {
    const asked: unknown[] = [];
    const { calls } = bare(message('AUTHORISED'), {
      links: (charge) => `https://office.example/${charge}`,
      capture: async (order) => {
        asked.push(order);
        return [message('PAID', { charge: 'c1' })];
      },
      void: async (order) => {
        asked.push(order);
        return [message('PAGE_EXPIRED')];
      },
    });
    expect(await run(() => calls.capture('bare', taking))).toMatchObject([
      { fact: 'PAID', link: 'https://office.example/c1' },
    ]);
    expect(await run(() => calls.void('bare', hold))).toMatchObject([{ fact: 'PAGE_EXPIRED' }]);
    expect(asked).toEqual([taking, hold]);
  });

  it.each([
    ['maybe', 'GATEWAY_ANSWER_LOST', true],
    ['away', 'GATEWAY_AWAY', true],
    ['refused', 'GATEWAY_REFUSED', false],
  ] as const)('whose answer is %s says so to whoever ordered it', async (kind, code, again) => {
    const fail = async () => {
      throw new Failure(code, kind, 'bare: what happened');
    };
    const { calls } = bare(message('AUTHORISED'), { capture: fail, void: fail });
    for (const call of [() => calls.capture('bare', taking), () => calls.void('bare', hold)])
      await expect(run(call)).rejects.toMatchObject({ type: code, nonRetryable: !again });
  });

  it('is refused where the gateway can not, with where to do it', async () => {
    const { calls } = bare(message('PAID'));
    for (const call of [() => calls.capture('bare', taking), () => calls.void('bare', hold)])
      await expect(run(call)).rejects.toMatchObject({
        type: 'GATEWAY_REFUSED',
        nonRetryable: true,
        message: expect.stringMatching(/pay-1.*back office/),
      });
  });
});

it('a gateway that gives nothing back refuses a refund, and says where to give it back', async () => {
  const order = { paymentId: 'pay-1', charge: 'c1', refundKey: 'refund:pay-1:1' };
  const { calls } = bare(message('PAID'));
  const refund = run(() => calls.refund('bare', { ...order, money: { amount: 1, currency: 'EUR' } }));
  await expect(refund).rejects.toMatchObject({
    type: 'GATEWAY_REFUSED',
    nonRetryable: true,
    message: expect.stringContaining('back office'),
  });
});

describe('the link to a charge', () => {
  const paid = message('PAID', { charge: 'c1' });
  const links = (charge: string) => `https://office.example/${charge}`;

  it('goes with what the gateway says of money that came, and with nothing else', async () => {
    const link = 'https://office.example/c1';
    expect(await run(() => bare(paid, { links }).calls.inquire('bare', 'pay-1', 'p1'))).toEqual([
      { ...paid, link },
    ]);
    const open = message('PAGE_OPEN');
    expect(await run(() => bare(open, { links }).calls.inquire('bare', 'pay-1', 'p1'))).toEqual([open]);
    expect(await run(() => bare(paid).calls.inquire('bare', 'pay-1', 'p1'))).toEqual([paid]);
  });

  it('goes with a notification too, whether it says whose it is or is asked for', async () => {
    const given: Message[] = [];
    const give = async (_gateway: string, _payment: string, one: Message) => {
      given.push(one);
      return 'held' as const;
    };
    const lookUp = async () => ({ paymentId: 'pay-1', messages: [paid] });
    const { gateway } = bare(paid, { links, lookUp });
    await deliver(gateway, { kind: 'message', paymentId: 'pay-1', message: paid }, give);
    await deliver(gateway, { kind: 'lookup', id: 'n1', type: 'hint', charge: 'c1' }, give);
    expect(given.map(({ link }) => link)).toEqual(['https://office.example/c1', 'https://office.example/c1']);
  });
});

it('a gateway without a list has nothing that was missed, up to now', async () => {
  const payments = { give: async () => 'known' as const, known: async () => new Set<string>() };
  const { gateway } = bare(message('PAID'));
  const { catchUp } = catchUpActivities({ bare: gateway }, payments, 600_000, () => ({ notifyUrl: '' }));
  const before = later(0);
  const seen = await run(() => catchUp('bare', '2026-03-01T00:00:00.000Z'));
  expect(seen).toMatchObject({ more: false, unreadable: [], everyMs: 600_000, listedMs: undefined });
  expect(seen.until >= before).toBe(true);
  expect(Object.values(seen.received).every((count) => count === 0)).toBe(true);
});

it('one notification about which the gateway refuses to answer keeps no other from being heard', async () => {
  const { given, payments } = tellablePayments();
  const refusal = new Failure('GATEWAY_REFUSED', 'refused', 'bare: HTTP 422 for c1');
  const { gateway } = bare(message('PAID'), {
    lookUp: async () => {
      throw refusal;
    },
    listNotifications: async () => ({
      notifications: [
        { kind: 'lookup', id: 'n1', type: 'hint', charge: 'c1' },
        { kind: 'message', paymentId: 'pay-2', message: message('PAID') },
      ],
      until: later(0),
      more: false,
    }),
  });
  const { catchUp } = catchUpActivities({ bare: gateway }, payments, 600_000, () => ({ notifyUrl: '' }));
  await expect(run(() => catchUp('bare', '2026-03-01T00:00:00.000Z'))).rejects.toMatchObject({
    type: 'GATEWAY_REFUSED',
    message: expect.stringContaining('c1'),
  });
  expect(given).toEqual(['pay-2']);
});

it('while a notification is refused nobody goes on from its day, and those of the days after it are heard all the same', async () => {
  const asked: string[] = [];
  const { given, payments } = tellablePayments();
  let refuses = true;
  const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'].map((day) => `${day}T00:00:00.000Z`);
  const { gateway } = bare(message('PAID'), {
    lookUp: async () => {
      if (refuses) throw new Failure('GATEWAY_LOGIN_REFUSED', 'refused', 'bare: HTTP 403 for c1');
      return undefined;
    },
    listNotifications: async (since) => {
      asked.push(since);
      const day = days.indexOf(since);
      const named = { id: `n${day}`, type: 'hint' };
      return {
        notifications:
          day === 0
            ? [{ ...named, kind: 'lookup', charge: 'c1' }]
            : [{ kind: 'message', paymentId: `pay-${day}`, message: message('PAID') }],
        until: String(days[day + 1]),
        more: day < 2,
      };
    },
  });
  const { catchUp } = catchUpActivities({ bare: gateway }, payments, 600_000, () => ({ notifyUrl: '' }));
  const look = () => run(() => catchUp('bare', String(days[0])));
  await expect(look()).rejects.toMatchObject({ type: 'GATEWAY_LOGIN_REFUSED' });
  expect([asked, given]).toEqual([days.slice(0, 3), ['pay-1', 'pay-2']]);
  refuses = false;
  expect(await look()).toMatchObject({ until: days[1], more: true });
  expect(asked).toHaveLength(4);
});
