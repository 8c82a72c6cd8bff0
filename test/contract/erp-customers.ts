import { describe, expect, it } from 'vitest';
import type { Suite } from './erp-bench.ts';
import { aDraft } from './erp-orders.ts';

/** Customers found, created once, and written down as they are. */
export function customerCases(suite: Suite): void {
  const { can, aNewOrder, booked, failureOf } = suite;

  describe.runIf(can('customer records'))('a customer', () => {
    it('that is new is created with the first order and reused by the next', async () => {
      const first = aNewOrder();
      const before = await suite.bench.customerCount();
      const second = { ...aNewOrder(), customer: first.customer };
      await suite.bench.makeErp().writeDocument(aDraft(first));
      await suite.bench.makeErp().writeDocument(aDraft(second));
      expect(await suite.bench.customerCount()).toBe(before + 1);
      const [ofFirst] = await booked(aDraft(first).reference);
      const [ofSecond] = await booked(aDraft(second).reference);
      expect(ofSecond?.customer).toBe(ofFirst?.customer);
    });

    it('who orders twice at the same time is created once', async () => {
      const first = aNewOrder();
      const second = { ...aNewOrder(), customer: first.customer };
      const before = await suite.bench.customerCount();
      const erp = suite.bench.makeErp();
      await erp.listPayments();
      await Promise.all([erp.writeDocument(aDraft(first)), erp.writeDocument(aDraft(second))]);
      expect(await suite.bench.customerCount()).toBe(before + 1);
    });

    it('without a shop account is known again by e-mail, however it is written', async () => {
      const guest = { ...aNewOrder().customer, id: undefined };
      const [first, second] = [aNewOrder({ customer: guest }), aNewOrder()];
      const again = { ...second, customer: { ...guest, email: guest.email.toUpperCase() } };
      const before = await suite.bench.customerCount();
      await suite.bench.makeErp().writeDocument(aDraft(first));
      await suite.bench.makeErp().writeDocument(aDraft(again));
      expect(await suite.bench.customerCount()).toBe(before + 1);
    });

    it.each([
      ['e-mail address', undefined, 'NRADAA80A41F205L', 'NRAUGO82B02F205G'],
      ['shop account', '4711', 'NRAEVA84C43F205K', 'NRALEO86D04F205G'],
    ])(
      'with another fiscal code behind the same %s is another customer',
      async (_what, id, taxCode, another) => {
        const first = { ...aNewOrder().customer, id, taxCode };
        const second = { ...first, taxCode: another };
        const before = await suite.bench.customerCount();
        for (const customer of [first, second, first, second])
          await suite.bench.makeErp().writeDocument(aDraft(aNewOrder({ customer })));
        expect(await suite.bench.customerCount()).toBe(before + 2);
      },
    );

    it('with another VAT number behind the same e-mail address is another customer', async () => {
      const person = aNewOrder();
      const company = { ...person.customer, id: undefined, company: 'Neri Srl', vatNumber: '07643520567' };
      await suite.bench.makeErp().writeDocument(aDraft(person));
      const before = await suite.bench.customerCount();
      await suite.bench.makeErp().writeDocument(aDraft(aNewOrder({ customer: company })));
      expect(await suite.bench.customerCount()).toBe(before + 1);
    });

    it.each([
      ['fiscal code', { taxCode: 'NRIDAA80A41F205D' }, { taxCode: 'nri daa 80a41 f205d' }],
      [
        'VAT number',
        { company: 'Blu Srl', vatNumber: '12345670017' },
        { company: 'Blu', vatNumber: 'IT12345670017' },
      ],
    ])(
      'is known again by %s, with another account and another e-mail address',
      async (_what, known, again) => {
        const [first, second] = [aNewOrder(), aNewOrder()];
        const before = await suite.bench.customerCount();
        for (const [order, number] of [
          [first, known],
          [second, again],
        ] as const)
          await suite.bench
            .makeErp()
            .writeDocument(aDraft({ ...order, customer: { ...order.customer, ...number } }));
        expect(await suite.bench.customerCount()).toBe(before + 1);
      },
    );

    it.each([
      ['shop account', {}],
      ['e-mail address', { id: undefined }],
      ['fiscal code', { id: undefined, email: '' }],
    ])('who orders twice at the same time is created once, known by %s only', async (_what, less) => {
      const order = aNewOrder();
      const taxCode = 'email' in less ? 'NREDAA80A41F205T' : undefined;
      const customer = { ...order.customer, taxCode, ...less };
      const orders = [{ ...order, customer }, ...[1, 2, 3].map(() => aNewOrder({ customer }))];
      const before = await suite.bench.customerCount();
      const erp = suite.bench.makeErp();
      await erp.listPayments();
      await Promise.all(orders.map((order) => erp.writeDocument(aDraft(order))));
      expect(await suite.bench.customerCount()).toBe(before + 1);
    });
  });

  describe('a customer', () => {
    it('has tax numbers, PEC and SDI code as the shop has them', async () => {
      const order = aNewOrder();
      const numbers = { taxCode: '07654320105', vatNumber: '07654320105' };
      const customer = {
        ...order.customer,
        company: 'Blu Srl',
        ...numbers,
        pec: 'M5UXCR1',
        sdi: 'blu@pec.example',
      };
      await suite.bench.makeErp().writeDocument(aDraft({ ...order, customer }));
      const [document] = await booked(aDraft(order).reference);
      const booking = await suite.bench.customer(document?.customer ?? '');
      expect(booking).toMatchObject({ taxCode: '07654320105', pec: 'blu@pec.example', sdi: 'M5UXCR1' });
      expect(booking.vatNumber).toMatch(/^(IT)?07654320105$/);
    });

    describe('whose fiscal code and VAT number have wrong check digits', () => {
      const wrong = { company: 'Rossi Srl', taxCode: 'RSSMRA80A01H501X', vatNumber: '01234560786' };
      const anOrderOfTheirs = () => {
        const order = aNewOrder();
        return { ...order, customer: { ...order.customer, ...wrong } };
      };

      it('has a document without them, and a person is told which, again when it is found', async () => {
        const draft = aDraft(anOrderOfTheirs());
        const erp = suite.bench.makeErp();
        const document = await erp.writeDocument(draft);
        expect(document.warnings).toEqual([
          { code: 'TAX_DATA_LEFT_OUT', text: expect.stringContaining('codice fiscale, partita IVA') },
        ]);
        expect(document.warnings?.[0]?.text).not.toMatch(/RSSMRA|01234560786/);
        const [stored] = await booked(draft.reference);
        expect(await suite.bench.customer(stored?.customer ?? '')).toMatchObject({
          taxCode: '',
          vatNumber: '',
        });
        expect(await erp.writeDocument(draft)).toEqual(document);
      });

      it('has none where the settings refuse it, and no customer is created', async () => {
        const draft = aDraft(anOrderOfTheirs());
        const before = await suite.bench.customerCount();
        const failure = await failureOf(
          suite.bench.makeErp({ refusesWrongTaxData: true }).writeDocument(draft),
        );
        expect(failure).toMatchObject({ code: 'ORDER_TAX_DATA_WRONG', kind: 'refused' });
        expect(failure.message).toContain('codice fiscale, partita IVA');
        expect(failure.message).not.toMatch(/RSSMRA|01234560786/);
        expect(await booked(draft.reference)).toEqual([]);
        expect(await suite.bench.customerCount()).toBe(before);
      });
    });
  });
}
