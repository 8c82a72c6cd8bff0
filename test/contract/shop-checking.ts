import { expect } from 'vitest';
import type { Finding } from '../../domain/finding.ts';
import type { Case, ShopBench } from './shop-bench.ts';
import { failureOf } from './shop-notices.ts';

/** A shop's payment methods, and the check of its settings. */
export function checkingCases(test: Case, at: () => ShopBench): void {
  const clean = (findings: Finding[]): Finding[] => {
    const everything = JSON.stringify(findings);
    for (const secret of at().secrets) expect(everything).not.toContain(secret);
    for (const { ok, subject, text, todo } of findings) {
      expect([subject, text].filter(Boolean)).toHaveLength(2);
      if (ok === false) expect(todo).toBeTruthy();
    }
    return findings;
  };
  const wrong = (findings: Finding[]) => findings.filter(({ ok }) => ok === false);

  test(undefined, 'lists the payment methods of its orders, each once, as orders name them', async () => {
    const shop = at().shop();
    const methods = [];
    for (const kind of ['plain', 'paid', 'plain'] as const) {
      const { id } = await at().placeOrder(kind);
      const { code, title } = (await shop.readOrder(id)).payment;
      methods.push({ code, title });
    }
    const { offered, ordered } = await shop.listPayments();
    expect(ordered).toEqual(expect.arrayContaining(methods));
    for (const listed of [offered, ordered])
      expect(new Set(listed.map((payment) => JSON.stringify(payment))).size).toBe(listed.length);
  });

  test(undefined, 'lists the currencies that customers can order in, each once, its own first', async () => {
    const [own, ...others] = await at().shop().listCurrencies();
    const { id } = await at().placeOrder('plain');
    expect(own).toBe((await at().shop().readOrder(id)).currency);
    expect(others).not.toContain(own);
    expect(others.length).toBeGreaterThan(0);
    for (const code of others) expect(code).toMatch(/^[A-Z]{3}$/);
  });

  test(undefined, 'lists payment methods past an order that breaks the list', async () => {
    const [broken, read] = [await at().placeOrder('plain'), await at().placeOrder('paid')];
    await at().breakOrder(broken.id);
    const { offered, ordered } = await at().shop().listPayments();
    await at().breakOrder(undefined);
    expect(offered.length + ordered.length).toBeGreaterThan(0);
    expect((await at().shop().readOrder(read.id)).id).toBe(read.id);
  });

  test(undefined, 'tells a shop that is down when it lists payment methods', async () => {
    await at().fault('read', { kind: 'status', status: 500, times: 50 });
    const failure = await failureOf(at().shop().listPayments());
    await at().clearFaults();
    expect(failure.code).toBe('SHOP_ANSWER_LOST');
  });

  test(undefined, 'finds nothing wrong in a shop that is right, through each of its logins', async () => {
    const { id } = await at().placeOrder('plain');
    for (const login of at().logins) {
      const findings = clean(await at().shop({ login, firm: true }).check());
      expect(wrong(findings)).toEqual([]);
      expect(findings.find(({ subject }) => subject === 'newest order')?.text).toContain(`(${id})`);
      expect(findings.find(({ subject }) => subject === 'clock')?.ok).toBe(true);
    }
    expect((await at().inShop(id)).texts).toEqual([]);
  });

  test(
    undefined,
    'says in words what is wrong with a key, and with an address, and throws nothing',
    async () => {
      for (const login of at().logins)
        expect(wrong(clean(await at().shop({ login, wrongKey: true }).check()))).toHaveLength(1);
      expect(wrong(clean(await at().shop({ nobodyThere: true }).check()))).toHaveLength(1);
    },
  );

  test(undefined, 'says which order it could not read', async () => {
    const { id } = await at().placeOrder('plain');
    const personal = await at().spoil(id);
    const findings = clean(await at().shop().check());
    await at().breakOrder(undefined);
    expect(wrong(findings)).toMatchObject([{ subject: 'newest order' }]);
    expect(wrong(findings)[0]?.text).toContain(`order ${id} `);
    for (const word of personal) expect(JSON.stringify(findings)).not.toContain(word);
  });
}
