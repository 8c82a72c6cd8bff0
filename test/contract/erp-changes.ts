import { describe, expect, it } from 'vitest';
import type { Document, DocumentState } from '../../domain/schemas/document.ts';
import type { Suite } from './erp-bench.ts';
import { aDraft } from './erp-orders.ts';

const HOUR_MS = 3_600_000;

/** Changes of documents after they were written. */
export function changeCases(suite: Suite): void {
  const { can, aNewOrder } = suite;
  const anHourAgo = () => new Date(Date.now() - HOUR_MS).toISOString();

  describe.runIf(can('what becomes of documents'))('what became of documents', () => {
    const written = async (): Promise<Document & { reference: string }> => {
      const draft = aDraft(aNewOrder());
      return { ...(await suite.bench.makeErp().writeDocument(draft)), reference: draft.reference };
    };
    const changesOf = async (...followed: { reference: string; number: string; state?: DocumentState }[]) => {
      const { changes } = await suite.bench.makeErp().changedSince(anHourAgo(), followed);
      return changes;
    };

    it('is nothing as long as nothing became of them', async () => {
      const [document, other] = [await written(), await written()];
      expect(await changesOf(document, other)).toEqual([]);
      expect(await changesOf()).toEqual([]);
    });

    const acts = [
      ['ship', 'shipped', false],
      ['invoice', 'invoiced', false],
      ['cancel', 'cancelled', false],
    ] as const;
    const deleted = can('deleted documents') ? ([['delete', 'cancelled', true]] as const) : [];

    it.each([...acts, ...deleted])(
      'is told of those that were followed only (%s: %s)',
      async (act, state, inferred) => {
        const [document, untouched, unfollowed] = [await written(), await written(), await written()];
        await suite.bench.acts(document.id, act);
        await suite.bench.acts(unfollowed.id, act);
        expect(await changesOf(document, untouched)).toEqual([
          {
            reference: document.reference,
            number: document.number,
            state,
            inferred,
            seen: expect.stringMatching(/\S/),
          },
        ]);
      },
    );

    it('of a shipped one is who carries it and its tracking number, as far as the ERP says it', async () => {
      const { carrier, carrierName } = suite.bench;
      const ship = async (erpCarrier: string | undefined, tracking?: string) => {
        const draft = aDraft(aNewOrder(), { erpCarrier });
        const { id, number } = await suite.bench.makeErp().writeDocument(draft);
        await suite.bench.acts(id, 'ship', tracking);
        const [change] = await changesOf({ reference: draft.reference, number });
        return change?.shipment;
      };
      expect(await ship(carrier, 'TRK1')).toEqual({ carrier: carrierName, trackingNumber: 'TRK1' });
      expect(await ship(carrier)).toEqual({ carrier: carrierName });
      expect(await ship(undefined, 'TRK2')).toEqual({ trackingNumber: 'TRK2' });
      expect(await ship(undefined)).toBeUndefined();
    });

    it('is told until it is known, and again when it is something else', async () => {
      const document = await written();
      await suite.bench.acts(document.id, 'ship');
      const shipped = await changesOf(document);
      expect(shipped).toMatchObject([{ state: 'shipped' }]);
      expect(await changesOf(document)).toEqual(shipped);
      expect(await changesOf({ ...document, state: 'shipped' })).toEqual([]);
      await suite.bench.acts(document.id, 'invoice');
      expect(await changesOf({ ...document, state: 'shipped' })).toMatchObject([{ state: 'invoiced' }]);
    });

    it('is told for hundreds at a time', async () => {
      const document = await written();
      await suite.bench.acts(document.id, 'invoice');
      const others = Array.from({ length: 250 }, (_, i) => ({
        reference: `main:none-${i}`,
        number: document.number.replace(/\d+$/, String(90_000 + i)),
      }));
      const changes = await changesOf(...others, document);
      expect(changes).toHaveLength(can('deleted documents') ? 251 : 1);
      expect(changes.filter(({ state }) => state === 'invoiced')).toMatchObject([
        { reference: document.reference },
      ]);
    });

    it('goes on from where it ended, and passes over nothing', async () => {
      const erp = suite.bench.makeErp();
      const document = await written();
      const first = await erp.changedSince(anHourAgo(), [document]);
      expect(first).toMatchObject({ changes: [] });
      expect(Date.parse(first.until)).toBeLessThanOrEqual(Date.now());
      expect(Date.parse(first.until)).toBeGreaterThan(Date.now() - HOUR_MS);
      await suite.bench.acts(document.id, 'cancel');
      const second = await erp.changedSince(first.until, [document]);
      expect(second.changes).toMatchObject([{ state: 'cancelled' }]);
    });
  });
}
