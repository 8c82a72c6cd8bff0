import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Comparison } from '../../cli/compare.ts';
import { orderWorkflowId } from '../../domain/ids.ts';
import { until } from '../../sandbox/customer.ts';
import { orderQuery } from '../../workflows/messages.ts';
import { type CliBench, openCli, type Yaml } from './bench.ts';

const timeout = 120_000;

let bench: CliBench;
beforeAll(async () => {
  bench = await openCli();
  const { customer, world } = bench;
  await customer.tells(world.urls.mexal, 'payments', { id: 41, descrizione: 'Assegno bancario' });
}, timeout);
afterAll(() => bench?.stop());

const line = (method: string) => (file: Yaml) =>
  file.mapping.payments.find((line: { method: string }) => line.method === method);

/** `mapping --json`. */
async function compared(change?: (file: Yaml) => void) {
  const { status, stdout } = await bench.run(['mapping', '--json'], change);
  const { ok, comparison } = JSON.parse(stdout) as { ok: boolean; comparison: Comparison };
  expect(status).toBe(ok ? 0 : 1);
  const method = (code: string) => comparison.shops[0]?.methods.find((candidate) => candidate.code === code);
  return { status, comparison, method };
}

it('the block has every line that is there, and one for a method without any, switched off, with a guess', {
  timeout,
}, async () => {
  const { status, stdout, stderr } = await bench.starts(['mapping']);
  expect(status).toBe(0);
  const file = parse(await readFile(new URL('../../incasso.yaml', import.meta.url), 'utf8'));
  expect(parse(stdout)).toEqual({ mapping: { payments: file.mapping.payments } });
  expect(stdout).toContain(
    `    # - { shop: ${bench.world.shop}, method: checkmo, erpPayment: 41, collect: "?" } # checkmo "Assegno"; alike: 41 Assegno bancario`,
  );
  expect(stderr).toContain('3 Carta di credito (Stripe)');
  expect(stderr).toMatch(/checkmo "Assegno" .*│ none /);
});

it('a method is seen where it is: offered by the shop, in its orders, and under way, and stands once', {
  timeout,
}, async () => {
  const { customer, world } = bench;
  const { id } = await customer.places({ method: 'checkmo' });
  const order = world.client.workflow.getHandle(orderWorkflowId(world.shop, id));
  await until('the order to be read', async () => {
    const { method } = await order.query(orderQuery).catch(() => ({ method: undefined }));
    return method;
  });
  const { method } = await compared();
  expect(method('checkmo')).toMatchObject({
    title: 'Assegno',
    seen: ['shop', 'recent orders', 'orders under way'],
  });
  expect(method('checkmo')?.line).toBeUndefined();
});

it('a line that names a payment which the ERP has not is refused, with those that it has', {
  timeout,
}, async () => {
  const change = (file: Yaml) => {
    line('paypal_express')(file).erpPayment = 99;
  };
  const { status, stdout, stderr } = await bench.run(['mapping'], change);
  expect(status).toBe(1);
  expect(stdout).toContain('has no payment 99; alike: 4 PayPal');
  expect(stderr).toContain('WRONG');
  const { wrong, all } = await bench.findings(change);
  expect(wrong).toEqual(['mapping: line "paypal_express"']);
  expect(all.find(({ ok }) => ok === false)?.text).toContain('2 Bonifico bancario anticipato, 3 Carta');
});

it('a line that is nearly a method is told with the method as the shop writes it', { timeout }, async () => {
  const change = (file: Yaml) => {
    Object.assign(line('stripe_payments')(file), { method: 'Stripe Payments', shop: bench.world.shop });
  };
  const { method, comparison } = await compared(change);
  expect(method('stripe_payments')).toMatchObject({ near: { method: 'Stripe Payments' } });
  expect(comparison.lines.find((seen) => seen.line.method === 'Stripe Payments')?.used).toBe(false);
  const { all, status } = await bench.findings(change);
  expect(status).toBe(0);
  const notes = all.filter(({ system, ok }) => system === 'mapping' && ok === 'note');
  expect(notes.map(({ todo }) => todo)).toContain('Write "stripe_payments" in that line, letter by letter.');
  expect(notes.map(({ subject }) => subject)).toContain(`method checkmo "Assegno" of ${bench.world.shop}`);
});

it('a line is found by code first and exact title second, and one that decides about nothing is told', {
  timeout,
}, async () => {
  const { method, comparison } = await compared((file) => {
    file.mapping.payments.push(
      { method: 'Assegno', erpPayment: 41, collect: 'offline' },
      { shop: bench.world.shop, method: 'Bonifico bancario', erpPayment: 6, collect: 'offline' },
      { shop: bench.world.shop, method: 'klarna', erpPayment: 6, collect: 'prepaid' },
    );
  });
  expect(method('checkmo')?.line).toMatchObject({ method: 'Assegno' });
  expect(method('banktransfer')?.line).toMatchObject({ method: 'banktransfer', erpPayment: '2' });
  const unused = comparison.lines.filter(({ used }) => used === false).map((seen) => seen.line.method);
  expect(unused).toEqual(['Bonifico bancario', 'klarna']);
});

it('the payment of deposits is looked for too', { timeout }, async () => {
  const { wrong } = await bench.findings(
    (file) => {
      file.deposits = { key: '${MEXAL_DEPOSITS_KEY}', document: { article: 'ACCONTO', erpPayment: 98 } };
    },
    { MEXAL_DEPOSITS_KEY: 'x'.repeat(40) },
  );
  expect(wrong).toEqual(['mapping: deposits.document']);
});

it('the block goes to a file that is named, and never over one that is there', { timeout }, async () => {
  const file = join(bench.folder, 'block.yaml');
  const first = await bench.run(['mapping', '--write', file]);
  expect([first.status, first.stdout]).toEqual([0, '']);
  expect(parse(await readFile(file, 'utf8')).mapping.payments).toHaveLength(16);
  await writeFile(file, 'mine');
  const second = await bench.run(['mapping', '--write', file]);
  expect(second.status).toBe(1);
  expect(second.stderr).toContain('name another file');
  expect(await readFile(file, 'utf8')).toBe('mine');
});

it('without Temporal, the methods are those that the shop lists', { timeout }, async () => {
  const { status, stdout } = await bench.run(['mapping', '--json'], undefined, {
    TEMPORAL_ADDRESS: undefined,
  });
  expect(status).toBe(0);
  const [{ methods }] = JSON.parse(stdout).comparison.shops;
  expect(methods.length).toBeGreaterThan(4);
});

it('a PrestaShop offers no list: its methods are seen in its orders', { timeout }, async () => {
  const { customer, world } = bench;
  await customer.tells(world.urls.prestashop, 'orders', { module: 'ps_checkpayment' });
  const { comparison } = await compared();
  const methods = comparison.shops.find(({ shop }) => shop === world.prestashop)?.methods ?? [];
  expect(methods.find(({ code }) => code === 'ps_checkpayment')?.seen).toContain('recent orders');
  expect(methods.flatMap(({ seen }) => seen)).not.toContain('shop');
});
