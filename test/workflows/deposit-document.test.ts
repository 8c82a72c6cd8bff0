import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
    bench.world.client.workflow.getHandle(m.depositDocumentWorkflowId(paymentId));
  async function opened(): Promise<{ paymentId: string; page: string }> {
    const { status, data } = await asksFor(bench.world.urls.api, wanted);
    expect(status).toBe(201);
    return { paymentId: data.paymentId, page: await bench.customer.goesToPay(data.checkoutUrl) };
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
    expect(await bench.columns(m.depositDocumentWorkflowId(paymentId))).toMatchObject({
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
    const id = m.depositDocumentWorkflowId(paymentId);
    await until('the attention', async () =>
      (await bench.columns(id).catch(() => undefined))?.Attention === 'ERP_REFUSED' ? true : undefined,
    );
    const retry = (by: object) =>
      handleOf(paymentId).executeUpdate(m.retryUpdate, { args: [by as m.Signed] });
    await refused(retry({ operator: 'Ada' }), 'UNSIGNED', 'why');
    await retry(signed);
    await handleOf(paymentId).result();
    expect(await inErp(paymentId)).toHaveLength(1);
    expect((await bench.columns(id)).Attention).toBeUndefined();
  });

  test('replays', async () => {
    expect(await bench.replays(4)).toBeGreaterThanOrEqual(4);
  });
});
