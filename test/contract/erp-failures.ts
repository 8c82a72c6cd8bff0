import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Lease } from '../../erps/lease.ts';
import type { Suite } from './erp-bench.ts';
import { aDraft } from './erp-orders.ts';
import { HASTY, waiting } from './patience.ts';

/** Answers lost, an ERP away, a login refused. */
export function failureCases(suite: Suite): void {
  const { can, aNewOrder, booked, failureOf } = suite;

  it('a worker that is not confirmed to serve it writes nothing, and writes once it is', async () => {
    const draft = aDraft(aNewOrder());
    const erp = suite.bench.makeErp();
    erp.lease.end();
    expect(await failureOf(erp.writeDocument(draft))).toMatchObject({ code: 'ERP_AWAY', kind: 'away' });
    expect(await booked(draft.reference)).toEqual([]);
    erp.lease.confirm(Lease.now(), 60_000);
    await erp.writeDocument(draft);
    expect(await booked(draft.reference)).toHaveLength(1);
  });

  describe.runIf(can('lost answers'))('an answer that is lost', () => {
    const lost = { code: 'ERP_ANSWER_LOST', kind: 'maybe' };

    it.each(['stored, answer lost', 'stored, connection cut'] as const)(
      'of a create (%s) leaves one document, which the next call finds',
      async (what) => {
        const draft = aDraft(aNewOrder());
        await suite.bench.troubleNext({ at: 'creating a document', what });
        expect(await failureOf(suite.bench.makeErp(waiting(what)).writeDocument(draft))).toMatchObject(lost);
        const [stored, ...others] = await booked(draft.reference);
        expect(others).toEqual([]);
        expect(await suite.bench.makeErp().writeDocument(draft)).toMatchObject({ id: stored?.id });
        expect(await booked(draft.reference)).toHaveLength(1);
      },
    );

    it('of a create stored seconds after the time-out leaves one document once it is looked for', async () => {
      const draft = aDraft(aNewOrder());
      await suite.bench.troubleNext({ at: 'creating a document', what: 'late', ms: 3_000 });
      expect(await failureOf(suite.bench.makeErp(HASTY).writeDocument(draft))).toMatchObject(lost);
      expect(await booked(draft.reference)).toEqual([]);
      // What the caller's wait of the ERP's own limit is for.
      await expect.poll(() => booked(draft.reference), { timeout: 20_000 }).toHaveLength(1);
      await suite.bench.makeErp().writeDocument(draft);
      expect(await booked(draft.reference)).toHaveLength(1);
    });

    it('of a create keeps it from being sent again until the limit of the ERP is over, and no longer', async () => {
      const [late, never] = [aDraft(aNewOrder()), aDraft(aNewOrder())];
      const erp = suite.bench.makeErp({ ...HASTY, serverLimitMs: 4_000 });
      await erp.listPayments();
      await suite.bench.troubleNext({ at: 'creating a document', what: 'late', ms: 3_000 });
      expect(await failureOf(erp.writeDocument(late))).toMatchObject(lost);
      await suite.bench.troubleNext({ at: 'creating a document', what: 'error page' });
      expect(await failureOf(erp.writeDocument(never))).toMatchObject(lost);
      const lostAt = Date.now();
      for (const draft of [late, never])
        expect(await failureOf(erp.writeDocument(draft))).toMatchObject(lost);
      await delay(lostAt + 4_000 - Date.now());
      for (const draft of [late, never]) {
        await erp.writeDocument(draft);
        expect(await booked(draft.reference)).toHaveLength(1);
      }
    });

    it.each(['not stored, answer lost', 'error page'] as const)(
      'of a create never stored (%s) is told as lost, and the next call writes it',
      async (what) => {
        const draft = aDraft(aNewOrder());
        await suite.bench.troubleNext({ at: 'creating a document', what });
        expect(await failureOf(suite.bench.makeErp(waiting(what)).writeDocument(draft))).toMatchObject(lost);
        await suite.bench.makeErp().writeDocument(draft);
        expect(await booked(draft.reference)).toHaveLength(1);
      },
    );

    it('of a create that says yes and no more is told as lost', async () => {
      const draft = aDraft(aNewOrder());
      await suite.bench.troubleNext({ at: 'creating a document', what: 'unreadable' });
      expect(await failureOf(suite.bench.makeErp().writeDocument(draft))).toMatchObject(lost);
      await suite.bench.makeErp().writeDocument(draft);
      expect(await booked(draft.reference)).toHaveLength(1);
    });

    it.each(['not stored, answer lost', 'error page', 'unreadable'] as const)(
      'of a look (%s) had no effect: it may be repeated at once',
      async (what) => {
        const draft = aDraft(aNewOrder());
        await suite.bench.troubleNext({ at: 'looking', what });
        const call = suite.bench.makeErp(waiting(what)).writeDocument(draft);
        expect(await failureOf(call)).toMatchObject({ code: 'ERP_AWAY', kind: 'away' });
        expect(await booked(draft.reference)).toEqual([]);
      },
    );

    it('of the creation of a customer leaves one customer', async () => {
      const draft = aDraft(aNewOrder());
      const before = await suite.bench.customerCount();
      await suite.bench.troubleNext({ at: 'creating a customer', what: 'stored, answer lost' });
      expect(await failureOf(suite.bench.makeErp(HASTY).writeDocument(draft))).toMatchObject(lost);
      await suite.bench.makeErp().writeDocument(draft);
      expect(await suite.bench.customerCount()).toBe(before + 1);
      expect(await booked(draft.reference)).toHaveLength(1);
    });
  });

  describe.runIf(can('customer records'))(
    'the creation of a customer that is stored seconds after its time-out',
    () => {
      it('keeps other orders of theirs from creating another, until the limit of the ERP is over', async () => {
        const [first, second] = [aNewOrder(), aNewOrder()];
        const drafts = [aDraft(first), aDraft({ ...second, customer: first.customer })];
        const before = await suite.bench.customerCount();
        const erp = suite.bench.makeErp({ ...HASTY, serverLimitMs: 5_000 });
        await erp.listPayments();
        await suite.bench.troubleNext({ at: 'creating a customer', what: 'late', ms: 3_000 });
        const failures = await Promise.all(drafts.map((draft) => failureOf(erp.writeDocument(draft))));
        for (const failure of failures)
          expect(failure).toMatchObject({ code: 'ERP_ANSWER_LOST', kind: 'maybe' });
        await expect.poll(() => suite.bench.customerCount(), { timeout: 20_000 }).toBe(before + 1);
        for (const draft of drafts) await suite.bench.makeErp().writeDocument(draft);
        expect(await suite.bench.customerCount()).toBe(before + 1);
        for (const { reference } of drafts) expect(await booked(reference)).toHaveLength(1);
      });
    },
  );

  describe('an ERP that is away', () => {
    it('because nothing listens there was sent nothing', async () => {
      const erp = suite.bench.makeErp({ url: 'http://127.0.0.1:9/webapi' });
      const failure = await failureOf(erp.writeDocument(aDraft(aNewOrder())));
      expect(failure).toMatchObject({ code: 'ERP_AWAY', kind: 'away' });
    });

    it.runIf(can('busy'))('because it is busy is asked again later, and then writes', async () => {
      const draft = aDraft(aNewOrder());
      const erp = suite.bench.makeErp();
      await suite.bench.setBusy(true);
      expect(await failureOf(erp.writeDocument(draft))).toMatchObject({ code: 'ERP_AWAY', kind: 'away' });
      await suite.bench.setBusy(false);
      await erp.writeDocument(draft);
      expect(await booked(draft.reference)).toHaveLength(1);
    });
  });

  describe.runIf(can('login'))('the login', () => {
    it('that is refused is tried once, by however many calls, and nothing is sent after it', async () => {
      const before = await suite.bench.refusedLogins();
      const erp = suite.bench.makeErp({ wrongPassword: true });
      const refused = { code: 'ERP_LOGIN_REFUSED', kind: 'refused' };
      const drafts = [1, 2, 3, 4, 5].map(() => aDraft(aNewOrder()));
      const failures = await Promise.all(drafts.map((draft) => failureOf(erp.writeDocument(draft))));
      for (const failure of failures) expect(failure).toMatchObject(refused);
      expect(await failureOf(erp.findDocument('main:1'))).toMatchObject(refused);
      expect(await failureOf(erp.listPayments())).toMatchObject(refused);
      expect(await erp.check()).toMatchObject([{ ok: false, subject: expect.stringMatching(/\S/) }]);
      expect(await suite.bench.refusedLogins()).toBe(before + 1);
      // The user is not locked.
      await suite.bench.makeErp().listPayments();
    });
  });
}
