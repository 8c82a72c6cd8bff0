import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erpWorkflowId } from '../../domain/ids.ts';
import * as e from '../../workflows/standing/erp/messages.ts';
import { type Bench, openBench, refused, signed, until } from './bench.ts';
import { alone, aloneErp } from './gateway-steps.ts';

describe('an ERP that refuses our login', () => {
  let bench: Bench;
  let name: string;
  beforeAll(async () => {
    bench = await openBench(
      (config) => {
        name = aloneErp(config, { refresh: 300, timeout: 400, serverLimit: 1_500, attentionAfter: 3_000 });
        alone(config, config.windows.catchUp);
      },
      { standing: 'all' },
    );
  });
  afterAll(() => bench?.stop());

  const erp = () => bench.world.client.workflow.getHandle(erpWorkflowId(name));
  const view = () => erp().query(e.erpQuery);
  const attention = async () => (await bench.columns(erpWorkflowId(name))).Attention;
  const sees = (wanted: (seen: e.ErpView) => boolean) =>
    until('what the ERP says', async () => {
      const seen = await view();
      return wanted(seen) ? seen : undefined;
    });
  const steer = (what: string, body: object) => bench.customer.tells(bench.world.urls.mexal, what, body);
  const logins = async (): Promise<number> =>
    (await bench.customer.books(bench.world.urls.mexal)).failedLogins.sandbox ?? 0;

  it('has its payment table read, and a payment just coded is known at the next look', async () => {
    await sees(({ payments }) => payments.some(({ id }) => id === '3'));
    await steer('payments', { id: 41, descrizione: 'Satispay Business' });
    await sees(({ payments }) => payments.some(({ id }) => id === '41'));
  });

  it('is asked once: calls stop, documents wait without asking for a person each, and resume lets them go on', async () => {
    await steer('password', { password: 'changed-by-somebody' });
    await sees(({ refused: shut }) => shut !== undefined);
    await until('the attention', async () =>
      (await attention()) === 'ERP_LOGIN_REFUSED' ? true : undefined,
    );
    const before = await logins();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(3);
    const orders = await Promise.all([1, 2, 3].map(() => bench.places({ method: 'banktransfer' })));
    await Promise.all(orders.map((order) => bench.ends(order, { stage: 'DOCUMENT', attentions: [] })));
    // Long enough for people to be told that nothing is taken.
    for (const order of orders)
      await bench.ends(order, { attentions: [expect.objectContaining({ code: 'ERP_AWAY' })] });
    expect(await logins()).toBe(before);
    await steer('password', { password: 'sandbox-password' });
    await refused(
      erp().executeUpdate(e.resumeUpdate, { args: [{ operator: 'Ada', reason: '' }] }),
      'UNSIGNED',
      'why',
    );
    await erp().executeUpdate(e.resumeUpdate, { args: [signed] });
    for (const order of orders) {
      await bench.ends(order, { stage: 'DONE', attentions: [] });
      expect(await bench.documents(order)).toHaveLength(1);
    }
    await until('the end of it', async () => ((await attention()) === undefined ? true : undefined));
    expect((await view()).resumed).toMatchObject(signed);
    await refused(erp().executeUpdate(e.resumeUpdate, { args: [signed] }), 'NOT_NOW', 'not refused');
  });

  it('and is busy just when somebody resumes it: documents are written all the same once it takes calls', async () => {
    await steer('password', { password: 'changed-again' });
    await sees(({ refused: shut }) => shut !== undefined);
    const order = await bench.places({ method: 'banktransfer' });
    await steer('password', { password: 'sandbox-password' });
    await steer('pool', { busy: 5 });
    await erp().executeUpdate(e.resumeUpdate, { args: [signed] });
    await sees(({ attention: standing }) => standing?.code === 'ERP_AWAY');
    await steer('pool', { busy: 0 });
    await bench.ends(order, { stage: 'DONE' });
    expect(await bench.documents(order)).toHaveLength(1);
  });

  it('replays', async () => {
    expect(await bench.replays(5)).toBeGreaterThanOrEqual(5);
  });
});
