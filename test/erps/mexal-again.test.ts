import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMexalSandbox } from '../../sandbox/mexal/index.ts';
import { aDraft, anOrder } from '../contract/erp-orders.ts';
import { connectorTo, type Sandbox } from './mexal-given.ts';

describe('an order of Mexal that is to be corrected', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createMexalSandbox();
  });
  afterAll(() => sandbox.close());
  const thisYear = new Date().getUTCFullYear();
  const acts = (id: string, act: string) =>
    fetch(`${sandbox.url}/_sandbox/documents/${id}/${act}`, { method: 'POST' });
  const count = () => Object.keys(sandbox.books.documents).length;

  it('is refused with what was made of it', async () => {
    const draft = aDraft(anOrder({ id: '1' }));
    const written = await connectorTo(sandbox).writeDocument(draft);
    await acts(written.id, 'ship');
    await expect(connectorTo(sandbox).writeDocument({ ...draft, written })).rejects.toMatchObject({
      code: 'ERP_REFUSED',
      kind: 'refused',
      message: `${written.number} was written already, and BC 2/1 was made of it: correct that one by hand`,
    });
    expect(count()).toBe(1);
  });

  it('is refused too where it was shipped in the year after it was written, and long ago', async () => {
    const in2024 = () => new Date('2024-11-05T10:00:00Z');
    const draft = aDraft(anOrder({ id: '2' }));
    const written = await connectorTo(sandbox, {}, in2024).writeDocument(draft);
    await acts(written.id, 'invoice');
    for (const { header } of sandbox.books.movements)
      if (header.sigla === 'FT') header.data_documento = '20241106';
    const before = count();
    await expect(connectorTo(sandbox).writeDocument({ ...draft, written })).rejects.toMatchObject({
      message: expect.stringContaining('FT 2/1 was made of it'),
    });
    expect(count()).toBe(before);
  });

  it('is refused where it is still there and somebody edited its note', async () => {
    const draft = aDraft(anOrder({ id: '3' }));
    const written = await connectorTo(sandbox).writeDocument(draft);
    const header = sandbox.books.documents[`${thisYear}/${written.id}`]?.header ?? {};
    header.nota = 'chiamare il cliente';
    const before = count();
    await expect(connectorTo(sandbox).writeDocument({ ...draft, written })).rejects.toMatchObject({
      code: 'ERP_REFUSED',
      message: expect.stringMatching(/^OX 2\/\d was written already, and its note is not "Incasso main:3"/),
    });
    expect(count()).toBe(before);
  });
});
