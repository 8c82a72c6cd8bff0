import { describe, expect, it } from 'vitest';
import type { Suite } from './erp-bench.ts';

/** The check of an ERP's settings. */
export function checkCases(suite: Suite): void {
  const bad = async (...options: Parameters<typeof suite.bench.makeErp>) =>
    (await suite.bench.makeErp(...options).check()).filter(({ ok }) => ok === false);

  describe('the check', () => {
    it('finds nothing that would stop an order where all is well, and changes nothing', async () => {
      const before = [
        await suite.bench.documents(),
        await suite.bench.articles(),
        await suite.bench.customerCount(),
      ];
      const findings = await suite.bench.makeErp().check();
      expect(findings.filter(({ ok }) => ok === false)).toEqual([]);
      expect(findings.filter(({ ok }) => ok === true).length).toBeGreaterThan(0);
      expect(new Set(findings.map(({ subject }) => subject)).size).toBe(findings.length);
      const after = [
        await suite.bench.documents(),
        await suite.bench.articles(),
        await suite.bench.customerCount(),
      ];
      expect(after).toEqual(before);
    });

    it('names each setting that is wrong, and what to do', async () => {
      for (const { settings, subject } of suite.bench.misconfigured) {
        const findings = await bad({ settings });
        expect(findings.length, String(subject)).toBe(1);
        for (const finding of findings) {
          expect(finding.subject).toMatch(subject);
          expect(finding.todo).toMatch(/\S/);
        }
      }
    });

    it('says that it is not reached, without failing', async () => {
      const [finding, ...others] = await bad({ url: 'http://127.0.0.1:9/webapi' });
      expect(others).toEqual([]);
      expect(finding?.text).toMatch(/\S/);
    });
  });
}
