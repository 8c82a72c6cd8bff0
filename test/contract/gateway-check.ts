import { describe, expect, it } from 'vitest';
import type { Finding } from '../../domain/finding.ts';
import type { Suite } from './gateway-suite.ts';

/** What the gateway says of key, rights and webhook, and how the webhook is made. */
export function checkCases(suite: Suite): void {
  const url = 'https://pay.shop.example/webhooks';
  const check = async (options?: Parameters<typeof suite.bench.makeGateway>[0]): Promise<Finding[]> => {
    const findings = await suite.bench.makeGateway(options).check([url]);
    for (const secret of suite.bench.secrets) expect(JSON.stringify(findings)).not.toContain(secret);
    for (const { ok, todo } of findings) if (ok === false) expect(todo).toMatch(/\S/);
    return findings;
  };
  const wrong = (findings: Finding[]) => findings.filter(({ ok }) => ok === false);
  const { able, where } = suite;
  const make = (urls = [url]) => able().createWebhook(urls);

  describe('the check', () => {
    it('finds nothing that would stop an order where all is well, and says of what', async () => {
      await suite.bench.setWebhooks([{ url, hears: 'all' }]);
      const findings = await check();
      expect(wrong(findings)).toEqual([]);
      expect(findings.some(({ ok }) => ok === true)).toBe(true);
      expect(new Set(findings.map(({ subject }) => subject)).size).toBe(findings.length);
    });

    it('of a gateway that is away says so once', async () => {
      const [away, ...others] = await check({ url: 'http://127.0.0.1:9' });
      expect([away?.ok, others]).toEqual([false, []]);
    });

    where('keys that the gateway refuses', () => {
      it('of a gateway whose key is wrong says so once', async () => {
        const [refused, ...more] = await check({ wrongKey: true });
        expect([refused?.ok, more]).toEqual([false, []]);
      });
    });

    where('rights of a key', () => {
      it('names a right that the key has not, and looks at the rest', async () => {
        await suite.bench.setWebhooks([{ url, hears: 'all' }]);
        const subject = await suite.bench.takeRight();
        const findings = await check();
        await suite.bench.giveRights();
        expect(wrong(findings)).toMatchObject([{ subject: expect.stringMatching(subject) }]);
        expect(findings.length).toBeGreaterThan(2);
      });
    });
  });

  where('createWebhook', () =>
    describe('a webhook that the gateway keeps', () => {
      it('is looked at and not changed', async () => {
        await suite.bench.setWebhooks([{ url, hears: 'all' }]);
        const before = await suite.bench.webhooks();
        expect(wrong(await check())).toEqual([]);
        expect(await suite.bench.webhooks()).toEqual(before);
      });

      it('is named where the gateway does not know it, with those that it does', async () => {
        await suite.bench.setWebhooks([{ url: 'https://old.shop.example/hook', hears: 'all' }]);
        const [finding, ...others] = wrong(await check());
        expect(others).toEqual([]);
        expect(finding?.text).toContain(url);
        expect(finding?.text).toContain('https://old.shop.example/hook');
      });

      it('may have any of the addresses that reach us', async () => {
        await suite.bench.setWebhooks([{ url: `${url}/other`, hears: 'all' }]);
        const findings = await suite.bench.makeGateway().check([url, `${url}/other`]);
        expect(wrong(findings)).toEqual([]);
      });

      it('that is switched off is told as such', async () => {
        await suite.bench.setWebhooks([{ url, hears: 'all', off: true }]);
        expect(wrong(await check())).toMatchObject([{ text: expect.stringContaining('disabled') }]);
      });

      it('that lacks a notification that is needed is told as such; those that are only quicker stop nothing', async () => {
        await suite.bench.setWebhooks([{ url, hears: 'too little' }]);
        expect(wrong(await check())).toHaveLength(1);
        await suite.bench.setWebhooks([{ url, hears: 'enough' }]);
        const findings = await check();
        expect(wrong(findings)).toEqual([]);
        expect(findings.some(({ ok, subject }) => ok === 'note' && subject.includes('events'))).toBe(true);
      });

      it('is made for an address that the gateway does not know, and its secret told that once', async () => {
        await suite.bench.setWebhooks([{ url: 'https://old.shop.example/hook', hears: 'all' }]);
        const { secret, setting, added } = await make();
        expect(secret).toMatch(/\S{8}/);
        expect(Object.keys(suite.kind.settings.shape)).toContain(setting);
        expect(added.length).toBeGreaterThan(2);
        expect((await suite.bench.webhooks()).map((known) => known.url).sort()).toEqual(
          ['https://old.shop.example/hook', url].sort(),
        );
        expect(wrong(await check())).toEqual([]);
        const again = await make();
        expect([again.added, again.secret]).toEqual([[], undefined]);
        expect(await suite.bench.webhooks()).toHaveLength(2);
      });

      it('that is there hears of what it did not, also under our other address', async () => {
        await suite.bench.setWebhooks([{ url, hears: 'too little' }]);
        const { added, secret } = await make([`${url}/other`, url]);
        expect(added.length).toBeGreaterThan(0);
        expect(secret).toBeUndefined();
        expect(await suite.bench.webhooks()).toHaveLength(1);
        expect(await check()).not.toContainEqual(expect.objectContaining({ ok: false }));
      });
    }),
  );
}
