import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import type { Erp } from '../../erps/erp.ts';
import { aDraft, anOrder, line, totalOf } from './erp-orders.ts';

/** A document as it stands in the ERP's own books, read past the connector. */
export interface BookedDocument {
  id: string;
  /** The text it is found by; contains the reference. */
  note: string;
  customer: string;
  /** The ERP payment's id; nothing where the field is empty. */
  payment?: string;
  /** Calendar day, AAAA-MM-GG. */
  date: string;
}

/** What goes wrong with the next request of a kind. `late`: stored `ms` after the request, when nobody waits any more. */
export interface Trouble {
  at: 'creating a document' | 'creating a customer' | 'looking';
  what:
    | 'stored, answer lost'
    | 'stored, connection cut'
    | 'not stored, answer lost'
    | 'late'
    | 'error page'
    | 'unreadable';
  ms?: number;
}

/** An ERP's sandbox and how the suite steers it. */
export interface ErpBench {
  /** The connector as a process makes it when it starts. Time-out in ms. */
  makeErp(options?: {
    now?: () => Date;
    timeoutMs?: number;
    wrongPassword?: boolean;
    url?: string;
    prices?: 'net' | 'gross';
  }): Erp;
  documents(): Promise<BookedDocument[]>;
  customerCount(): Promise<number>;
  refusedLogins(): Promise<number>;
  troubleNext(trouble: Trouble): Promise<void>;
  /** Says "busy, try later" to every request until told otherwise. */
  setBusy(busy: boolean): Promise<void>;
  /** Writes a second document with the note of one that is there. */
  copyDocument(id: string): Promise<void>;
  /** Must never be seen in a failure. */
  secrets: string[];
  knownArticle: string;
  unknownArticle: string;
  /** The ERP's own words when an article is unknown. */
  unknownArticleWords: string;
  /** A payment coded in the ERP. */
  payment: { id: string; description: string };
  close(): Promise<void>;
}

/** The only cases an ERP may be unable to have; those on security and money are not among them. */
export type Optional = 'busy' | 'year change' | 'two documents of one reference';

/** What every ERP connector has to do. A case the ERP can't have is declared with the reason, and counted in the output. */
export function erpContract(options: {
  name: string;
  open(): Promise<ErpBench>;
  cannot?: Partial<Record<Optional, string>>;
}): void {
  const cannot = Object.entries(options.cannot ?? {});
  const can = (what: Optional) => options.cannot?.[what] === undefined;

  describe(`${options.name} as an ERP`, () => {
    let bench: ErpBench;
    let nextId = 0;
    const aNewOrder: typeof anOrder = (changes = {}) => {
      nextId += 1;
      return anOrder({ id: `${1000 + nextId}`, lines: [line(bench.knownArticle, 2, 6540)], ...changes });
    };
    const booked = async (reference: string) =>
      (await bench.documents()).filter(({ note }) => note.split(/\s/).includes(reference));

    /** The failure of a call; whichever it is, it must not tell secrets or personal data. */
    const failureOf = async (call: Promise<unknown>): Promise<Failure> => {
      const failure = await call.then(
        () => expect.fail('the call should have failed'),
        (error: unknown) => error,
      );
      if (!(failure instanceof Failure)) throw failure;
      const told = [failure.message, failure.stack, JSON.stringify(failure), String(failure.cause)].join(' ');
      for (const secret of [...bench.secrets, 'Neri', '@shop.example', 'Manzoni', '555012'])
        expect(told).not.toContain(secret);
      return failure;
    };

    beforeAll(async () => {
      bench = await options.open();
    });
    afterAll(() => bench?.close());

    it(`declares what it cannot have: ${cannot.length} of 3 cases${cannot.map(([what, why]) => `; ${what}: ${why}`)}`, () => {
      for (const [, reason] of cannot) expect(reason).toMatch(/\S/);
    });

    describe('a document', () => {
      it('is not found before it is written, and found by its reference afterwards', async () => {
        const draft = aDraft(aNewOrder());
        expect(await bench.makeErp().findDocument(draft.reference)).toBeUndefined();
        const written = await bench.makeErp().writeDocument(draft);
        expect(written).toMatchObject({
          id: expect.stringMatching(/\S/),
          number: expect.stringMatching(/\S/),
        });
        expect(await bench.makeErp().findDocument(draft.reference)).toEqual(written);
        expect(await booked(draft.reference)).toMatchObject([{ id: written.id }]);
      });

      it('asked for twice is written once', async () => {
        const draft = aDraft(aNewOrder());
        const first = await bench.makeErp().writeDocument(draft);
        expect(await bench.makeErp().writeDocument(draft)).toEqual(first);
        expect(await booked(draft.reference)).toHaveLength(1);
      });

      it('is not mistaken for one whose reference begins alike', async () => {
        const draft = aDraft(aNewOrder());
        await bench.makeErp().writeDocument({ ...draft, reference: `${draft.reference}0` });
        expect(await bench.makeErp().findDocument(draft.reference)).toBeUndefined();
      });

      it('has the ERP payment that was mapped, and an empty payment where none was', async () => {
        const mapped = aDraft(aNewOrder(), { erpPayment: bench.payment.id });
        const unmapped = aDraft(aNewOrder(), { erpPayment: undefined });
        const erp = bench.makeErp();
        await erp.writeDocument(mapped);
        await erp.writeDocument(unmapped);
        expect((await booked(mapped.reference))[0]?.payment).toBe(bench.payment.id);
        expect((await booked(unmapped.reference))[0]?.payment).toBeUndefined();
      });

      it('with an article the ERP does not know is refused in the words of the ERP', async () => {
        const draft = aDraft(aNewOrder({ lines: [line(bench.unknownArticle, 1, 1000)] }));
        const failure = await failureOf(bench.makeErp().writeDocument(draft));
        expect(failure).toMatchObject({ code: 'ERP_REFUSED', kind: 'refused' });
        expect(failure.message).toContain(bench.unknownArticleWords);
        expect(await booked(draft.reference)).toEqual([]);
      });

      it.runIf(can('two documents of one reference'))(
        'written twice by others is raised, and both are named',
        async () => {
          const draft = aDraft(aNewOrder());
          const { id, number } = await bench.makeErp().writeDocument(draft);
          await bench.copyDocument(id);
          const failure = await failureOf(bench.makeErp().findDocument(draft.reference));
          expect(failure).toMatchObject({ code: 'ERP_REFUSED', kind: 'refused' });
          expect(failure.message).toContain(number);
          expect(failure.message).toContain(' and ');
          expect(await failureOf(bench.makeErp().writeDocument(draft))).toMatchObject({
            code: 'ERP_REFUSED',
          });
        },
      );
    });

    describe('an answer that is lost', () => {
      const lost = { code: 'ERP_ANSWER_LOST', kind: 'maybe' };

      it.each(['stored, answer lost', 'stored, connection cut'] as const)(
        'of a create (%s) leaves one document, which the next call finds',
        async (what) => {
          const draft = aDraft(aNewOrder());
          await bench.troubleNext({ at: 'creating a document', what });
          expect(await failureOf(bench.makeErp({ timeoutMs: 400 }).writeDocument(draft))).toMatchObject(lost);
          const [stored, ...others] = await booked(draft.reference);
          expect(others).toEqual([]);
          expect(await bench.makeErp().writeDocument(draft)).toMatchObject({ id: stored?.id });
          expect(await booked(draft.reference)).toHaveLength(1);
        },
      );

      it('of a create stored seconds after the time-out leaves one document once it is looked for', async () => {
        const draft = aDraft(aNewOrder());
        await bench.troubleNext({ at: 'creating a document', what: 'late', ms: 1500 });
        expect(await failureOf(bench.makeErp({ timeoutMs: 300 }).writeDocument(draft))).toMatchObject(lost);
        expect(await booked(draft.reference)).toEqual([]);
        // What the caller's wait of the ERP's own limit is for.
        await expect.poll(() => booked(draft.reference), { timeout: 5000 }).toHaveLength(1);
        await bench.makeErp().writeDocument(draft);
        expect(await booked(draft.reference)).toHaveLength(1);
      });

      it.each(['not stored, answer lost', 'error page'] as const)(
        'of a create never stored (%s) is told as lost, and the next call writes it',
        async (what) => {
          const draft = aDraft(aNewOrder());
          await bench.troubleNext({ at: 'creating a document', what });
          expect(await failureOf(bench.makeErp({ timeoutMs: 400 }).writeDocument(draft))).toMatchObject(lost);
          await bench.makeErp().writeDocument(draft);
          expect(await booked(draft.reference)).toHaveLength(1);
        },
      );

      it('of a create that says yes and no more is told as lost', async () => {
        const draft = aDraft(aNewOrder());
        await bench.troubleNext({ at: 'creating a document', what: 'unreadable' });
        expect(await failureOf(bench.makeErp().writeDocument(draft))).toMatchObject(lost);
        await bench.makeErp().writeDocument(draft);
        expect(await booked(draft.reference)).toHaveLength(1);
      });

      it.each(['not stored, answer lost', 'error page', 'unreadable'] as const)(
        'of a look (%s) had no effect: it may be repeated at once',
        async (what) => {
          const draft = aDraft(aNewOrder());
          await bench.troubleNext({ at: 'looking', what });
          const call = bench.makeErp({ timeoutMs: 400 }).writeDocument(draft);
          expect(await failureOf(call)).toMatchObject({ code: 'ERP_AWAY', kind: 'away' });
          expect(await booked(draft.reference)).toEqual([]);
        },
      );

      it('of the creation of a customer leaves one customer', async () => {
        const draft = aDraft(aNewOrder());
        const before = await bench.customerCount();
        await bench.troubleNext({ at: 'creating a customer', what: 'stored, answer lost' });
        expect(await failureOf(bench.makeErp({ timeoutMs: 400 }).writeDocument(draft))).toMatchObject(lost);
        await bench.makeErp().writeDocument(draft);
        expect(await bench.customerCount()).toBe(before + 1);
        expect(await booked(draft.reference)).toHaveLength(1);
      });
    });

    describe('an ERP that is away', () => {
      it('because nothing listens there was sent nothing', async () => {
        const erp = bench.makeErp({ url: 'http://127.0.0.1:9/webapi' });
        const failure = await failureOf(erp.writeDocument(aDraft(aNewOrder())));
        expect(failure).toMatchObject({ code: 'ERP_AWAY', kind: 'away' });
      });

      it.runIf(can('busy'))('because it is busy is asked again later, and then writes', async () => {
        const draft = aDraft(aNewOrder());
        const erp = bench.makeErp();
        await bench.setBusy(true);
        expect(await failureOf(erp.writeDocument(draft))).toMatchObject({ code: 'ERP_AWAY', kind: 'away' });
        await bench.setBusy(false);
        await erp.writeDocument(draft);
        expect(await booked(draft.reference)).toHaveLength(1);
      });
    });

    describe('a customer', () => {
      it('that is new is created with the first order and reused by the next', async () => {
        const first = aNewOrder();
        const before = await bench.customerCount();
        const second = { ...aNewOrder(), customer: first.customer };
        await bench.makeErp().writeDocument(aDraft(first));
        await bench.makeErp().writeDocument(aDraft(second));
        expect(await bench.customerCount()).toBe(before + 1);
        const [one] = await booked(aDraft(first).reference);
        const [two] = await booked(aDraft(second).reference);
        expect(two?.customer).toBe(one?.customer);
      });

      it('who orders twice at the same time is created once', async () => {
        const first = aNewOrder();
        const second = { ...aNewOrder(), customer: first.customer };
        const before = await bench.customerCount();
        const erp = bench.makeErp();
        await erp.listPayments();
        await Promise.all([erp.writeDocument(aDraft(first)), erp.writeDocument(aDraft(second))]);
        expect(await bench.customerCount()).toBe(before + 1);
      });

      it('without a shop account is known again by e-mail, however it is written', async () => {
        const guest = { ...aNewOrder().customer, id: undefined };
        const [first, second] = [aNewOrder({ customer: guest }), aNewOrder()];
        const again = { ...second, customer: { ...guest, email: guest.email.toUpperCase() } };
        const before = await bench.customerCount();
        await bench.makeErp().writeDocument(aDraft(first));
        await bench.makeErp().writeDocument(aDraft(again));
        expect(await bench.customerCount()).toBe(before + 1);
      });

      it('with another VAT number behind the same e-mail address is another customer', async () => {
        const person = aNewOrder();
        const company = { ...person.customer, id: undefined, company: 'Neri Srl', vatNumber: '07643520567' };
        await bench.makeErp().writeDocument(aDraft(person));
        const before = await bench.customerCount();
        await bench.makeErp().writeDocument(aDraft(aNewOrder({ customer: company })));
        expect(await bench.customerCount()).toBe(before + 1);
      });
    });

    describe('the login', () => {
      it('that is refused is tried once, by however many calls, and nothing is sent after it', async () => {
        const before = await bench.refusedLogins();
        const erp = bench.makeErp({ wrongPassword: true });
        const refused = { code: 'ERP_LOGIN_REFUSED', kind: 'refused' };
        const drafts = [1, 2, 3, 4, 5].map(() => aDraft(aNewOrder()));
        const failures = await Promise.all(drafts.map((draft) => failureOf(erp.writeDocument(draft))));
        for (const failure of failures) expect(failure).toMatchObject(refused);
        expect(await failureOf(erp.findDocument('main:1'))).toMatchObject(refused);
        expect(await failureOf(erp.listPayments())).toMatchObject(refused);
        expect(await bench.refusedLogins()).toBe(before + 1);
        // The user is not locked.
        await bench.makeErp().listPayments();
      });
    });

    describe('the payments', () => {
      it('are all that are coded in the ERP', async () => {
        const payments = await bench.makeErp().listPayments();
        expect(payments).toContainEqual(bench.payment);
        expect(new Set(payments.map(({ id }) => id)).size).toBe(payments.length);
      });
    });

    describe('the total', () => {
      const shippingCost = { code: 'flat', title: 'Courier', net: 574, gross: 700, taxRate: 22 };

      it.each(['net', 'gross'] as const)(
        'with %s prices, shipping and discount is the order to the cent',
        async (prices) => {
          const lines = [line(bench.knownArticle, 3, 9999), line(bench.knownArticle, 1, 2541)];
          const order = aNewOrder({ lines, shippingCost, discount: 1525 });
          const document = await bench.makeErp({ prices }).writeDocument(aDraft(order));
          expect(document.total).toBe(order.total);
        },
      );

      it('of an order without shipping, or wholly discounted, is the order too', async () => {
        const lines = [line(bench.knownArticle, 1, 5000)];
        const free = aNewOrder({ lines, discount: 6100 });
        expect(free.total).toBe(0);
        for (const order of [aNewOrder({ lines }), free])
          expect((await bench.makeErp().writeDocument(aDraft(order))).total).toBe(order.total);
      });

      it.each(['net', 'gross'] as const)(
        'with %s prices is within a cent per row of any order',
        async (prices) => {
          const erp = bench.makeErp({ prices });
          const rows = fc.array(
            fc.record({
              quantity: fc.oneof(
                fc.integer({ min: 1, max: 500 }),
                fc.integer({ min: 1, max: 9999 }).map((n) => n / 1000),
              ),
              net: fc.integer({ min: 1, max: 500_000 }),
              rate: fc.constantFrom(4, 5, 10, 22),
            }),
            { minLength: 1, maxLength: 8 },
          );
          await fc.assert(
            fc.asyncProperty(
              rows,
              fc.boolean(),
              fc.integer({ min: 0, max: 100 }),
              async (items, shipped, percentOff) => {
                const lines = items.map(({ quantity, net, rate }) =>
                  line(bench.knownArticle, quantity, net, rate),
                );
                const goods = totalOf({ lines, discount: 0 });
                const discount = Math.floor((goods * percentOff) / 100);
                const order = aNewOrder({
                  lines,
                  discount,
                  shippingCost: shipped ? shippingCost : undefined,
                });
                const customer = { ...order.customer, id: 'property', email: `${prices}@shop.example` };
                const { total } = await erp.writeDocument(aDraft({ ...order, customer }));
                const rates = new Set(items.map(({ rate }) => rate)).size;
                const rowCount = lines.length + (shipped ? 1 : 0) + (discount ? rates : 0);
                expect(Math.abs((total ?? Number.NaN) - order.total)).toBeLessThanOrEqual(rowCount);
              },
            ),
            { numRuns: 40 },
          );
        },
        60_000,
      );
    });

    describe('the change of the year', () => {
      const thisYear = new Date().getUTCFullYear();
      // In Italy 31 December, 23:59 and 1 January, 0:05.
      const before = () => new Date(`${thisYear - 1}-12-31T22:59:00Z`);
      const after = () => new Date(`${thisYear - 1}-12-31T23:05:00Z`);

      it.runIf(can('year change'))(
        'hides no document: written in the old year it is found in the new, and not written again',
        async () => {
          const draft = aDraft(aNewOrder());
          const written = await bench.makeErp({ now: before }).writeDocument(draft);
          expect(await bench.makeErp({ now: after }).writeDocument(draft)).toEqual(written);
          expect(await booked(draft.reference)).toMatchObject([{ date: `${thisYear - 1}-12-31` }]);
        },
      );

      it.runIf(can('year change'))('is that of the Italian calendar', async () => {
        const draft = aDraft(aNewOrder());
        await bench.makeErp({ now: after }).writeDocument(draft);
        expect(await booked(draft.reference)).toMatchObject([{ date: `${thisYear}-01-01` }]);
      });
    });
  });
}
