import axios from 'axios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erpWorkflowId, orderWorkflowId, shopWorkflowId } from '../../domain/ids.ts';
import * as e from '../../workflows/standing/erp/messages.ts';
import * as s from '../../workflows/standing/shop/messages.ts';
import { type Bench, openBench, until } from './bench.ts';
import { alone, aloneErp } from './gateway-steps.ts';

describe('what a person has to mend in shop or ERP', () => {
  let bench: Bench;
  let erp: string;
  beforeAll(async () => {
    bench = await openBench(
      (config) => {
        erp = aloneErp(config, { refresh: 300 });
        for (const shop of Object.values(config.shops))
          Object.assign(shop.import, { enabled: true, every: 200, delay: 0 });
        alone(config, config.windows.catchUp);
        config.mapping.payments.push({ method: 'satispay', erpPayment: '77', collect: 'offline' });
      },
      { standing: 'all' },
    );
    await axios.post(`${bench.world.urls.magento}/_sandbox/announce`, 'null', {
      headers: { 'content-type': 'application/json' },
    });
  });
  afterAll(() => bench?.stop());

  /** The attention that the list of workflows shows, with what its own view says. */
  const attention = (workflowId: string, wanted: string | undefined) =>
    until(`${wanted} on ${workflowId}`, async () => {
      const { Attention } = await bench.columns(workflowId);
      return Attention === wanted ? { Attention } : undefined;
    });

  it('an order that breaks the list is set aside and shown with the shop, and those before and after it start', async () => {
    const { client, shop, urls } = bench.world;
    const before = await bench.places({ method: 'banktransfer' });
    await bench.ends(before, { stage: 'DONE' });
    const broken = Number(before.id) + 1;
    await bench.customer.tells(urls.magento, 'quirks', { brokenOrder: broken });
    expect((await bench.places({ method: 'banktransfer' })).id).toBe(String(broken));
    const after = await bench.places({ method: 'banktransfer' });
    await bench.ends(after, { stage: 'DONE' });
    expect(await bench.documents(after)).toHaveLength(1);
    await attention(shopWorkflowId(shop), 'ORDER_UNREADABLE');
    expect(await client.workflow.getHandle(shopWorkflowId(shop)).query(s.shopQuery)).toMatchObject({
      attention: {
        code: 'ORDER_UNREADABLE',
        text: expect.stringContaining(`the order after ${before.id}`),
      },
      unreadable: [`the order after ${before.id}`],
    });
    const started = client.workflow.getHandle(orderWorkflowId(shop, String(broken))).describe();
    await expect(started).rejects.toThrow('not found');
  });

  it('a line of the mapping that names a payment which the ERP has not is shown with the ERP until it is coded', async () => {
    const { client, urls } = bench.world;
    await attention(erpWorkflowId(erp), 'MAPPING_UNKNOWN');
    const view = () => client.workflow.getHandle(erpWorkflowId(erp)).query(e.erpQuery);
    expect((await view()).attention?.text).toContain('77');
    await bench.customer.tells(urls.mexal, 'payments', { id: 77, descrizione: 'Satispay' });
    await attention(erpWorkflowId(erp), undefined);
    expect((await view()).attention).toBeUndefined();
  });
});
