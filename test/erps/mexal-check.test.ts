import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createMexalSandbox } from '../../sandbox/mexal/index.ts';
import { aDraft, anOrder } from '../contract/erp-orders.ts';
import { connectorTo, type Sandbox } from './mexal-given.ts';

describe('the check of Mexal', () => {
  const thisYear = new Date().getUTCFullYear();

  it('says so where the company has no archive of the year before, unless the first year is named', async () => {
    const sandbox = await createMexalSandbox();
    // 2020 is the first year of this company.
    const now = () => new Date('2020-02-01T10:00:00Z');
    try {
      const findings = await connectorTo(sandbox, {}, now).check();
      expect(findings.filter(({ ok }) => ok === false)).toMatchObject([
        { subject: 'year before', todo: expect.stringContaining('2020') },
      ]);
      const named = await connectorTo(sandbox, { firstYear: 2020 }, now).check();
      expect(named.filter(({ ok }) => ok === false)).toEqual([]);
    } finally {
      await sandbox.close();
    }
  });

  it('knows a warehouse and an article that were annulled, and payments that settle the document themselves', async () => {
    const sandbox = await createMexalSandbox();
    try {
      const { warehouses, articles, payments } = sandbox.books;
      Object.assign(warehouses[1] ?? {}, { annullato: 'S' });
      Object.assign(articles.SCONTO ?? {}, { gest_annullato: 'S' });
      Object.assign(payments[2] ?? {}, { paga_tot_doc: 'S' });
      const findings = await connectorTo(sandbox, { document: { series: 2, warehouse: 2 } }).check();
      expect(findings.filter(({ ok }) => ok === false)).toMatchObject([
        { subject: 'warehouse 2', text: expect.stringContaining('annulled') },
        { subject: 'article for discount', text: expect.stringContaining('annulled') },
      ]);
      expect(findings).toContainEqual(
        expect.objectContaining({ ok: 'note', subject: 'deposit', text: expect.stringContaining('3') }),
      );
    } finally {
      await sandbox.close();
    }
  });

  it('says in notes what becomes of orders that need an article which is not set, and of a rate that is sent as it is', async () => {
    const sandbox = await createMexalSandbox();
    try {
      const erp = connectorTo(sandbox, { articles: { paymentFee: 'SPESEINC' }, vat: { '20': '20' } });
      const findings = await erp.check();
      expect(findings.filter(({ ok }) => ok === false)).toEqual([]);
      const notes = findings.filter(({ ok }) => ok === 'note').map(({ subject }) => subject);
      for (const name of ['discount', 'giftWrap', 'eco', 'rounding'])
        expect(notes).toContain(`article for ${name}`);
      expect(notes).toContain('VAT 20 %');
      expect(notes).not.toContain('article for paymentFee');
      const withoutArticles = await connectorTo(sandbox, { articles: {} }).check();
      expect(withoutArticles.filter(({ ok }) => ok === false)).toEqual([]);
    } finally {
      await sandbox.close();
    }
  });

  it('names the setting of a shop whose series is not there, and no number twice', async () => {
    const sandbox = await createMexalSandbox();
    try {
      const shops = { outlet: { series: 77, warehouse: 2 }, bottega: { series: 2, warehouse: 2 } };
      const findings = await connectorTo(sandbox, { document: { series: 2, kind: 'OX' }, shops }).check();
      expect(findings.filter(({ ok }) => ok === false)).toMatchObject([
        { subject: 'series 77 of OX', todo: expect.stringContaining('shops.outlet.series') },
      ]);
      expect(findings.map(({ subject }) => subject).filter((s) => /^(series|warehouse)/.test(s))).toEqual([
        ...['series 2 of OX', 'series 77 of OX', 'warehouse 2'],
      ]);
    } finally {
      await sandbox.close();
    }
  });

  it('says whether totals are told, once there is an order', async () => {
    const sandbox = await createMexalSandbox({ pageSize: 2 });
    const totals = async (erp = connectorTo(sandbox)) =>
      (await erp.check()).find(({ subject }) => subject === 'totals');
    try {
      expect(await totals()).toMatchObject({ ok: 'note', text: expect.stringContaining('no order') });
      await connectorTo(sandbox).writeDocument(aDraft(anOrder()));
      expect(await totals()).toMatchObject({ ok: true });
    } finally {
      await sandbox.close();
    }
  });

  it('says so where totals are not told; each document says it too', async () => {
    const order = { sigla: 'OX', serie: 2, numero: 1, nota: 'Incasso main:12' };
    // Like an installation that answers only what is declared.
    const server = createServer((request, answer) => {
      const isOne = request.url?.endsWith('OX+2+1');
      answer.end(JSON.stringify(isOne ? { ...order, id_pagamento: 3 } : { dati: rowsOf(request.url ?? '') }));
    });
    const rowsOf = (url: string) => (url.includes('ordini-clienti/ricerca') ? [order] : []);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    try {
      const { port } = server.address() as AddressInfo;
      const erp = connectorTo({ url: `http://127.0.0.1:${port}` } as Sandbox, { firstYear: thisYear });
      expect((await erp.check()).find(({ subject }) => subject === 'totals')).toMatchObject({
        ok: 'note',
        text: expect.stringContaining('OX 2/1'),
      });
      expect((await erp.writeDocument(aDraft(anOrder()))).notes).toEqual([
        'The ERP does not tell what OX 2/1 comes to, so it was not compared with the order, which comes to 97.69 EUR.',
      ]);
    } finally {
      server.close();
    }
  });
});
