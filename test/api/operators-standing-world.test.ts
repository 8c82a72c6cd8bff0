import { randomUUID } from 'node:crypto';
import type temporal from '@temporalio/proto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  depositDocumentWorkflowId,
  erpWorkflowId,
  gatewayWorkflowId,
  shopWorkflowId,
} from '../../domain/ids.ts';
import { gatewayQuery } from '../../workflows/standing/gateway/messages.ts';
import { shopQuery } from '../../workflows/standing/shop/messages.ts';
import { type Bench, openBench, until } from '../workflows/bench.ts';
import { alone } from '../workflows/gateway-steps.ts';
import { asksFor, depositsKey, wanted } from './deposits-bench.ts';
import { headingIn, pathTo, Visitor } from './operators-steps.ts';

let bench: Bench;
let demo: Visitor;
let gateway: string;
const erp = `books-${randomUUID().slice(0, 8)}`;
const reason = 'provato a mano';

beforeAll(async () => {
  bench = await openBench(
    (config) => {
      gateway = alone(config, 3_600_000);
      const { mexal } = config.erp;
      if (!mexal) throw new Error('the demo has an ERP');
      config.erp = { [erp]: { ...mexal, refresh: 300 } };
      for (const shop of Object.values(config.shops)) {
        Object.assign(shop.import, { enabled: true, every: 200, delay: 0 });
        shop.erp = erp;
      }
      const document = { article: 'SCONTO', erpPayment: '3', taxRate: 22, country: 'IT' };
      config.deposits = { key: depositsKey, document };
    },
    { standing: 'all' },
  );
  demo = new Visitor(bench.world.urls.api);
  expect((await demo.signIn('demo', bench.world.ports.operatorPassword)).status).toBe(303);
});
afterAll(() => bench?.stop());

const handle = (workflowId: string) => bench.world.client.workflow.getHandle(workflowId);
const steer = (what: string, body: object) => bench.customer.tells(bench.world.urls.mexal, what, body);
/** What the Temporal UI shows as Current Details. */
const details = async (workflowId: string): Promise<string> => {
  const { currentDetails } = await handle(workflowId).query<temporal.temporal.api.sdk.v1.IWorkflowMetadata>(
    '__temporal_workflow_metadata',
  );
  return currentDetails ?? '';
};
const leadsTo = (workflowId: string, action: string) =>
  until(`the link ${action}`, async () =>
    (await details(workflowId)).includes(
      `Do now: [${action}](${bench.world.config.api.publicUrl}${pathTo(workflowId, action)})`,
    )
      ? true
      : undefined,
  );
const act = async (workflowId: string, action: string, typed: object = {}): Promise<string> => {
  const { status, data } = await demo.send(pathTo(workflowId, action), { reason, ...typed });
  expect([status, headingIn(data)]).toEqual([200, 'Fatto']);
  return data;
};

test('a gateway and a shop are set back by form to an Italian time, and say who did it', async () => {
  const [cards, shop] = [gatewayWorkflowId(gateway), shopWorkflowId(bench.world.shop)];
  for (const [id, action] of [
    [cards, 'catchUpFrom'],
    [shop, 'importFrom'],
  ] as const)
    await leadsTo(id, action);
  // At noon, when no clock is changed.
  const since = `${new Date(Date.now() - 48 * 3_600_000).toISOString().slice(0, 10)}T12:00:00.000Z`;
  const typed = { since: romeOf(since) };
  expect(await act(cards, 'catchUpFrom', typed)).toContain(`Reading everything since ${since} again.`);
  expect(await act(shop, 'importFrom', typed)).toContain(`changed since ${since} again.`);
  const setBack = { operator: 'demo', reason, since };
  expect(await handle(cards).query(gatewayQuery)).toMatchObject({ setBack });
  expect(await handle(shop).query(shopQuery)).toMatchObject({ setBack });
  expect((await demo.get(pathTo(shop))).data).toContain(`: ${reason}</dd>`);
});

test('the page of an ERP names the worker that writes there', async () => {
  const page = async () => (await demo.get(pathTo(erpWorkflowId(erp)))).data;
  await expect.poll(page).toContain(`Ci scrive il worker</dt><dd>${process.pid}@`);
});

test('an ERP whose login is refused is resumed by form, and only then', async () => {
  const id = erpWorkflowId(erp);
  const home = async () => (await demo.get('/operators')).data;
  const standing = async (wanted: boolean) =>
    until('what the start page says', async () =>
      (await home()).includes('Accesso negato, fermo dal') === wanted ? true : undefined,
    );
  await standing(false);
  expect((await demo.get(pathTo(id, 'resume'))).status).toBe(409);
  await steer('password', { password: 'changed-by-somebody' });
  await standing(true);
  await leadsTo(id, 'resume');
  await steer('password', { password: 'sandbox-password' });
  await act(id, 'resume');
  await standing(false);
  expect((await demo.get(pathTo(id, 'resume'))).status).toBe(409);
});

test('the document of a deposit that the ERP refused is written by a retry from its page', async () => {
  const asked = { ...wanted, gateway };
  const { status, data } = await asksFor(bench.world.urls.api, asked);
  expect(status).toBe(201);
  const path = '/documenti/ordini-clienti$';
  await steer('faults', { kind: 'status', status: 400, times: 1, method: 'POST', path });
  await bench.customer.presses(await bench.customer.goesToPay(data.checkoutUrl), 'pay');
  const id = depositDocumentWorkflowId(data.paymentId);
  await until('the attention', async () =>
    (await bench.columns(id).catch(() => undefined))?.Attention === 'ERP_REFUSED' ? true : undefined,
  );
  await leadsTo(id, 'retry');
  await act(id, 'retry');
  const { number } = (await handle(id).result()) as { number: string };
  const { data: page } = await demo.get(pathTo(id));
  expect(page).toContain(number);
  expect(page).toContain('Concluso');
});

/** As the field of a browser in Italy sends it. */
const romeOf = (utc: string): string =>
  new Date(utc).toLocaleString('sv', { timeZone: 'Europe/Rome' }).slice(0, 16).replace(' ', 'T');
