import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { depositDocumentWorkflowId } from '../../domain/ids.ts';
import type { Document } from '../../domain/schemas/document.ts';
import * as m from '../../workflows/messages.ts';
import { asksFor, depositsKey, wanted } from '../api/deposits-bench.ts';
import { type Bench, openBench, refused, signed, until } from './bench.ts';

describe('the document of a deposit', () => {
  let bench: Bench;
  const plan = { article: 'SCONTO', erpPayment: '3', taxRate: 22, country: 'IT' };
  beforeAll(async () => {
    bench = await openBench((config) => {
      config.deposits = { key: depositsKey, document: plan };
    });
  });
  afterAll(() => bench?.stop());

  const handleOf = (paymentId: string) =>
    bench.world.client.workflow.getHandle(depositDocumentWorkflowId(paymentId));
  async function opened(): Promise<{ paymentId: string; page: string; link: string }> {
    const { status, data } = await asksFor(bench.world.urls.api, wanted);
    expect(status).toBe(201);
    const { paymentId, checkoutUrl: link } = data;
    return { paymentId, link, page: await bench.customer.goesToPay(link) };
  }
  async function inErp(paymentId: string) {
    const { documents } = await bench.customer.books(bench.world.urls.mexal);
    return Object.values<{ header: Record<string, unknown> }>(documents).filter(({ header }) =>
      String(header.nota ?? '').includes(`deposit/${paymentId}`),
    );
  }

  test('is written once it is paid, with one row of the whole amount, and not before', async () => {
    const { paymentId, page } = await opened();
    expect(await inErp(paymentId)).toEqual([]);
    await bench.customer.presses(page, 'pay');
    await until('the document workflow', async () =>
      handleOf(paymentId)
        .describe()
        .catch(() => undefined),
    );
    const { number, year, total } = (await handleOf(paymentId).result()) as Document;
    expect(total).toBe(wanted.amount);
    expect(await inErp(paymentId)).toHaveLength(1);
    expect(await bench.columns(depositDocumentWorkflowId(paymentId))).toMatchObject({
      Document: `${number} (${year})`,
      Stage: 'DONE',
    });
  });

  test('that the ERP refuses asks for a person and is written by retry, once', async () => {
    const { paymentId, page } = await opened();
    await bench.customer.tells(bench.world.urls.mexal, 'faults', {
      kind: 'status',
      status: 400,
      times: 1,
      method: 'POST',
      path: '/documenti/ordini-clienti$',
    });
    await bench.customer.presses(page, 'pay');
    const id = depositDocumentWorkflowId(paymentId);
    await until('the attention', async () =>
      (await bench.columns(id).catch(() => undefined))?.Attention === 'ERP_REFUSED' ? true : undefined,
    );
    const retry = (signature: object) =>
      handleOf(paymentId).executeUpdate(m.retryUpdate, { args: [signature as m.Signed] });
    await refused(retry({ operator: 'Ada' }), 'UNSIGNED', 'why');
    await retry(signed);
    await handleOf(paymentId).result();
    expect(await inErp(paymentId)).toHaveLength(1);
    expect((await bench.columns(id)).Attention).toBeUndefined();
  });

  test('whose payment is denied after it was written asks for a person, until one has seen to it; its customer pays nothing more', async () => {
    const { paymentId, page, link } = await opened();
    await bench.customer.presses(page, 'pay');
    await until('the document', async () => ((await inErp(paymentId)).length === 1 ? true : undefined));
    const payment = bench.paymentHandle(paymentId);
    const denies = { ...signed, outcome: 'NEGATIVE' as const, override: true };
    await payment.executeUpdate(m.resolveUpdate, { args: [denies] });
    const codes = async () => (await bench.paymentView(paymentId)).attentions.map(({ code }) => code);
    expect(await codes()).toEqual(['REFUND_DUE', 'DOCUMENT_NOT_PAID']);
    expect((await bench.paymentView(paymentId)).attentions[1]?.text).toContain(
      depositDocumentWorkflowId(paymentId),
    );
    for (const path of ['', '/return', '/back'])
      expect(await bench.customer.opens(`${link}${path}`)).toBe('to_clarify');
    await payment.executeUpdate(m.refundUpdate, { args: [signed] });
    expect(await bench.customer.opens(link)).toBe('given_back');
    expect(await codes()).toEqual(['DOCUMENT_NOT_PAID']);
    await payment.executeUpdate(m.settledUpdate, { args: [signed] });
    expect(await codes()).toEqual([]);
    // Paid after all, and denied once more: that is another time.
    await payment.executeUpdate(m.resolveUpdate, { args: [{ ...signed, outcome: 'POSITIVE' }] });
    await payment.executeUpdate(m.resolveUpdate, { args: [denies] });
    expect(await codes()).toEqual(['DOCUMENT_NOT_PAID']);
  });

  test('replays', async () => {
    expect(await bench.replays(4)).toBeGreaterThanOrEqual(4);
  });
});
