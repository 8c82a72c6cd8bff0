import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMexalSandbox } from '../../sandbox/mexal/index.ts';
import { aDraft, anOrder, line } from '../contract/erp-orders.ts';
import { connectorTo, type Sandbox } from './mexal-given.ts';

describe('what became of an order in Mexal', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createMexalSandbox();
  });
  afterAll(() => sandbox.close());
  const thisYear = new Date().getUTCFullYear();
  let next = 0;

  const written = async (erp = connectorTo(sandbox)) => {
    next += 1;
    const draft = aDraft(anOrder({ id: `${next}`, lines: [line('MUG-WHITE', 1, 1000)] }));
    return { ...(await erp.writeDocument(draft)), reference: draft.reference };
  };
  const stored = (id: string, year = thisYear) => {
    const document = sandbox.books.documents[`${year}/${id}`];
    if (!document) throw new Error(`no document ${id} of ${year}`);
    return document;
  };
  const acts = (id: string, act: string) =>
    fetch(`${sandbox.url}/_sandbox/documents/${id}/${act}`, { method: 'POST' });
  const changesOf = async (
    followed: Parameters<ReturnType<typeof connectorTo>['changedSince']>[1],
    since = 60,
  ) =>
    (await connectorTo(sandbox).changedSince(new Date(Date.now() - since * 1000).toISOString(), followed))
      .changes;

  it('is shipped where the accountant noted when its goods left, without a delivery note', async () => {
    const document = await written();
    await acts(document.id, 'dispatch');
    expect(await changesOf([document])).toMatchObject([{ state: 'shipped', inferred: false }]);
  });

  it('names the delivery note or the invoice that was made of it', async () => {
    const [document, other] = [await written(), await written()];
    await acts(document.id, 'ship');
    await acts(other.id, 'invoice');
    expect(await changesOf([document, other])).toMatchObject([
      { state: 'shipped', seen: 'BC 2/1 was made of it' },
      { state: 'invoiced', seen: 'FT 2/1 was made of it' },
    ]);
  });

  it('is nothing where somebody edited its note', async () => {
    const document = await written();
    stored(document.id).header.nota = 'chiamare il cliente';
    expect(await changesOf([document])).toEqual([]);
  });

  it('is a deletion where another order has taken over its number', async () => {
    const document = await written();
    stored(document.id).header.nota = 'Incasso main:another';
    expect(await changesOf([document])).toMatchObject([{ state: 'cancelled', inferred: true }]);
  });

  it('is nothing where only some of its rows are annulled', async () => {
    const draft = aDraft(
      anOrder({ id: 'two', lines: [line('MUG-WHITE', 1, 1000), line('BAG-CANVAS', 1, 1000)] }),
    );
    const { reference } = draft;
    const document = await connectorTo(sandbox).writeDocument(draft);
    for (const row of stored(document.id).rows.slice(0, 1)) row.tipo_stato_riga = 'N';
    expect(await changesOf([{ ...document, reference }])).toEqual([]);
    for (const row of stored(document.id).rows) row.tipo_stato_riga = 'N';
    expect(await changesOf([{ ...document, reference }])).toMatchObject([{ state: 'cancelled' }]);
  });

  it('is what was made of it where a part was shipped and the rest is annulled', async () => {
    const document = await written();
    await acts(document.id, 'ship');
    // Mexal keeps an order that was shipped only in part.
    const order = stored(document.id);
    order.fulfilled = undefined;
    for (const row of order.rows) row.tipo_stato_riga = 'N';
    expect(await changesOf([document])).toMatchObject([
      { state: 'shipped', seen: expect.stringMatching(/^BC .* was made of it$/), inferred: false },
    ]);
  });

  it('is not read again where nothing was stored since', async () => {
    const document = await written();
    for (const row of stored(document.id).rows) row.tipo_stato_riga = 'N';
    expect(await changesOf([document], -60)).toEqual([]);
    expect(await changesOf([document])).toHaveLength(1);
  });

  it('of the old year is told in the new, also where both have an order of that number', async () => {
    const [first] = Object.values(sandbox.books.documents).filter(({ sigla }) => sigla === 'OX');
    const old = await written(connectorTo(sandbox, {}, () => new Date(`${thisYear - 1}-12-31T10:00:00Z`)));
    expect([old.number, old.year]).toEqual([`OX 2/${first?.numero}`, thisYear - 1]);
    await fetch(`${sandbox.url}/_sandbox/documents/${old.id}/invoice?year=${thisYear - 1}`, {
      method: 'POST',
    });
    const young = { reference: String(first?.header.nota).replace('Incasso ', ''), number: old.number };
    // It was shipped in the first test and has not changed since.
    expect(await changesOf([old, { ...young, year: thisYear, state: 'shipped' }])).toMatchObject([
      { reference: old.reference, state: 'invoiced' },
    ]);
  });

  it('can not be told of what is no order of Mexal', async () => {
    expect(await changesOf([{ reference: 'main:1', number: '2026-1' }])).toEqual([]);
  });
});
