import { describe, expect, it } from 'vitest';
import { discounted } from '../../domain/charges.ts';
import type { Suite } from './erp-bench.ts';
import { aDraft, line } from './erp-orders.ts';

/** Documents, customers, payments and the change of the year. */
export function documentCases(suite: Suite): void {
  const { can, aNewOrder, booked, failureOf } = suite;

  describe('a document', () => {
    it('is not found before it is written, and found by its reference afterwards', async () => {
      const draft = aDraft(aNewOrder());
      expect(await suite.bench.makeErp().findDocument(draft.reference)).toBeUndefined();
      const written = await suite.bench.makeErp().writeDocument(draft);
      expect(written).toMatchObject({
        id: expect.stringMatching(/\S/),
        number: expect.stringMatching(/\S/),
      });
      expect(await suite.bench.makeErp().findDocument(draft.reference)).toEqual(written);
      expect(await booked(draft.reference)).toMatchObject([{ id: written.id }]);
    });

    it('asked for twice is written once', async () => {
      const draft = aDraft(aNewOrder());
      const first = await suite.bench.makeErp().writeDocument(draft);
      expect(await suite.bench.makeErp().writeDocument(draft)).toEqual(first);
      expect(await booked(draft.reference)).toHaveLength(1);
    });

    it('asked for twice at the same time is written once', async () => {
      const draft = aDraft(aNewOrder());
      const erp = suite.bench.makeErp();
      await erp.listPayments();
      const [first, second] = await Promise.all([erp.writeDocument(draft), erp.writeDocument(draft)]);
      expect(second).toEqual(first);
      expect(await booked(draft.reference)).toHaveLength(1);
    });

    it.runIf(can('what becomes of documents')).each(['ship', 'invoice'] as const)(
      'that is to be corrected is not written a second time, whatever was made of it (%s)',
      async (act) => {
        const draft = aDraft(aNewOrder());
        const written = await suite.bench.makeErp().writeDocument(draft);
        await suite.bench.acts(written.id, act);
        const again = suite.bench.makeErp().writeDocument({ ...draft, written });
        const end = await again.then(
          ({ id }) => id,
          ({ code, message }) => `${code}: ${message}`,
        );
        // It stands as it was, or a person is told which one to correct by hand.
        expect(end === written.id || end.startsWith(`ERP_REFUSED: ${written.number} was written`)).toBe(true);
        expect(await booked(draft.reference)).toHaveLength(1);
      },
    );

    it.runIf(can('deleted documents'))(
      'that is to be corrected is written anew where it was deleted',
      async () => {
        const draft = aDraft(aNewOrder());
        const written = await suite.bench.makeErp().writeDocument(draft);
        await suite.bench.acts(written.id, 'delete');
        const again = await suite.bench.makeErp().writeDocument({ ...draft, written });
        expect(again.number).not.toBe(written.number);
        expect(await booked(draft.reference)).toMatchObject([{ id: again.id }]);
      },
    );

    it('is not mistaken for one whose reference begins alike', async () => {
      const draft = aDraft(aNewOrder());
      await suite.bench.makeErp().writeDocument({ ...draft, reference: `${draft.reference}0` });
      expect(await suite.bench.makeErp().findDocument(draft.reference)).toBeUndefined();
    });

    it('has the ERP payment that was mapped, and an empty payment where none was', async () => {
      const mapped = aDraft(aNewOrder(), { erpPayment: suite.bench.payment.id });
      const unmapped = aDraft(aNewOrder(), { erpPayment: undefined });
      const erp = suite.bench.makeErp();
      await erp.writeDocument(mapped);
      await erp.writeDocument(unmapped);
      expect((await booked(mapped.reference))[0]?.payment).toBe(suite.bench.payment.id);
      expect((await booked(unmapped.reference))[0]?.payment).toBeUndefined();
    });

    it.runIf(can('customer records'))(
      'has an empty payment where none was mapped, also for a customer with a habitual one',
      async () => {
        const customers = await suite.bench.customerCount();
        const order = aNewOrder();
        const vatNumber = suite.bench.customerWithHabitualPayment;
        const known = { ...order, customer: { ...order.customer, vatNumber } };
        await suite.bench.makeErp().writeDocument(aDraft(known, { erpPayment: undefined }));
        expect((await booked(aDraft(known).reference))[0]?.payment).toBeUndefined();
        expect(await suite.bench.customerCount()).toBe(customers);
      },
    );

    it('has rows, wrapping, shipping, discount, carrier and what was paid, and tells people the rest', async () => {
      const { knownArticle, expenses, carrier } = suite.bench;
      const order = aNewOrder({
        lines: discounted(
          [line(knownArticle, 3, 6540), { ...line(knownArticle, 1, 1000), options: ['Incisione: Ada'] }],
          1000,
        ),
        shippingCost: { code: 'flat_rate', title: 'Courier', net: 500, gross: 610, taxRate: 22 },
        giftWrap: { net: 410, gross: 500, taxRate: 22 },
        notes: ['Please ring twice.'],
        giftMessages: ['Auguri!'],
      });
      const draft = aDraft(order, { erpCarrier: carrier });
      await suite.bench.makeErp().writeDocument(draft);
      const [document] = await booked(draft.reference);
      expect(document).toMatchObject({ carrier, deposit: order.total });
      expect(document?.rows).toEqual(
        [
          [knownArticle, 3],
          [knownArticle, 1],
          [expenses.giftWrap, 1],
          [expenses.shipping, 1],
          [expenses.discount, -1],
        ].map(([article, quantity]) => ({ article, quantity, vat: '22' })),
      );
      for (const told of [order.number, order.shop, order.status, 'Credit card', 'stripe-main', 'pi_', 'Ada'])
        expect(document?.text).toContain(told);
      for (const told of ['Please ring twice.', 'Auguri!']) expect(document?.text).toContain(told);
    });

    it('names the carrier of the shop where none is mapped', async () => {
      const order = aNewOrder({ carrier: { code: 'ups', title: 'UPS Express' } });
      await suite.bench.makeErp().writeDocument(aDraft(order));
      const [document] = await booked(aDraft(order).reference);
      expect(document?.carrier).toBeUndefined();
      expect(document?.text).toContain('UPS Express');
    });

    it.runIf(can('created articles'))(
      'has its unknown articles created once, where the settings say so, also with two orders at a time',
      async () => {
        const shippingCost = { code: 'own_courier', title: 'Courier', net: 500, gross: 610, taxRate: 22 };
        const lines = [{ ...line('NEW-ARTICLE', 1, 1000), name: 'Something new' }];
        const erp = suite.bench.makeErp({ createsArticles: true });
        await erp.listPayments();
        const drafts = [1, 2].map(() => aDraft(aNewOrder({ lines, shippingCost })));
        const written = await Promise.all(drafts.map((draft) => erp.writeDocument(draft)));
        const created = ['NEW-ARTICLE', 'OWN_COURIER'];
        for (const { reference } of drafts)
          expect((await booked(reference))[0]?.rows.map(({ article }) => article)).toEqual(created);
        expect(await suite.bench.articles()).toEqual(expect.arrayContaining(created));
        const told = written.flatMap(({ notes = [] }) => notes).join();
        for (const code of created) expect(told).toContain(code);
      },
    );

    it('with an article the ERP does not know is refused in the words of the ERP', async () => {
      const draft = aDraft(aNewOrder({ lines: [line(suite.bench.unknownArticle, 1, 1000)] }));
      const failure = await failureOf(suite.bench.makeErp().writeDocument(draft));
      expect(failure).toMatchObject({ code: 'ERP_REFUSED', kind: 'refused' });
      expect(failure.message).toContain(suite.bench.unknownArticleWords);
      expect(await booked(draft.reference)).toEqual([]);
    });

    it.runIf(can('two documents of one reference'))(
      'written twice by others is raised, and both are named',
      async () => {
        const draft = aDraft(aNewOrder());
        const { id, number } = await suite.bench.makeErp().writeDocument(draft);
        await suite.bench.copyDocument(id);
        const failure = await failureOf(suite.bench.makeErp().findDocument(draft.reference));
        expect(failure).toMatchObject({ code: 'ERP_REFUSED', kind: 'refused' });
        expect(failure.message).toContain(number);
        expect(failure.message).toContain(' and ');
        expect(await failureOf(suite.bench.makeErp().writeDocument(draft))).toMatchObject({
          code: 'ERP_REFUSED',
        });
      },
    );
  });

  describe('the payments', () => {
    it.runIf(can('payment table'))('are all that are coded in the ERP', async () => {
      const payments = await suite.bench.makeErp().listPayments();
      expect(payments).toContainEqual(suite.bench.payment);
      expect(new Set(payments.map(({ id }) => id)).size).toBe(payments.length);
    });

    it.runIf(can('payment table'))(
      'that the ERP does not have are refused with those that it has, and nothing is written',
      async () => {
        const draft = aDraft(aNewOrder(), { erpPayment: '4711' });
        const before = await suite.bench.customerCount();
        const failure = await failureOf(suite.bench.makeErp().writeDocument(draft));
        expect(failure).toMatchObject({ code: 'ERP_PAYMENT_UNKNOWN', kind: 'refused' });
        const { id, description } = suite.bench.payment;
        for (const named of ['4711', id, description]) expect(failure.message).toContain(named);
        expect(await booked(draft.reference)).toEqual([]);
        expect(await suite.bench.customerCount()).toBe(before);
      },
    );

    it.runIf(can('payment table'))('that were coded just now can be used at once', async () => {
      const erp = suite.bench.makeErp();
      await erp.writeDocument(aDraft(aNewOrder()));
      const draft = aDraft(aNewOrder(), { erpPayment: await suite.bench.codePayment('Klarna') });
      await erp.writeDocument(draft);
      expect((await booked(draft.reference))[0]?.payment).toBe(draft.erpPayment);
    });

    it.runIf(can('counted reads of payments'))('are not read for each order', async () => {
      const erp = suite.bench.makeErp();
      await erp.writeDocument(aDraft(aNewOrder()));
      const erpPayment = await suite.bench.codePayment('Satispay');
      const before = await suite.bench.paymentReads();
      for (let orders = 1; orders <= 3; orders += 1)
        await erp.writeDocument(aDraft(aNewOrder(), { erpPayment }));
      expect(await suite.bench.paymentReads()).toBe(before + 1);
    });
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
        const written = await suite.bench.makeErp({ now: before }).writeDocument(draft);
        expect(await suite.bench.makeErp({ now: after }).writeDocument(draft)).toEqual(written);
        expect(await booked(draft.reference)).toMatchObject([{ date: `${thisYear - 1}-12-31` }]);
      },
    );

    it.runIf(can('year change'))('is that of the Italian calendar', async () => {
      const draft = aDraft(aNewOrder());
      await suite.bench.makeErp({ now: after }).writeDocument(draft);
      expect(await booked(draft.reference)).toMatchObject([{ date: `${thisYear}-01-01` }]);
    });
  });
}
