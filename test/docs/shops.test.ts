import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rights as ofMagento } from '../../shops/magento/rights.ts';
import { settings as magento } from '../../shops/magento/settings.ts';
import { rights as ofPrestashop } from '../../shops/prestashop/rights.ts';
import { settings as prestashop } from '../../shops/prestashop/settings.ts';

const text = readFileSync(new URL('../../docs/shops.md', import.meta.url), 'utf8');
const [, magentoText = '', prestashopText = ''] = text.split(/^## (?:Magento|PrestaShop)$/m);
/** The rows of the first table below a heading. */
const tableOf = (part: string, heading: string) =>
  (part.split(`### ${heading}\n`)[1] ?? '')
    .split(/^### /m)[0]
    ?.split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );

describe('docs/shops.md', () => {
  it('lists the rights of a Magento integration as the code has them, and no other', () => {
    expect(tableOf(magentoText, 'The integration')).toEqual(
      ofMagento.map(({ resource, where, why }) => [resource, where, why]),
    );
  });

  it('lists the rights of a PrestaShop key as the code has them, and no other', () => {
    expect(tableOf(prestashopText, 'The key')).toEqual(
      ofPrestashop.map(({ resource, verbs, why }) => [resource, verbs.join(', '), why]),
    );
  });

  it.each([
    ['Magento', magentoText, magento, 'writeBack'],
    ['PrestaShop', prestashopText, prestashop, 'states'],
  ])(
    'names every setting of %s for what is written back, and none that there is not',
    (_kind, part, of, group) => {
      type Group = { properties?: Record<string, Group> };
      const { properties } = z.toJSONSchema(of, { io: 'input' }) as Group;
      const known = Object.keys(properties?.[group]?.properties ?? {});
      const named = new Set(
        [...part.matchAll(new RegExp(`\`?${group}\\.(\\w+)`, 'g'))].map(([, name]) => name),
      );
      // Magento books paid orders in one way only.
      expect([...named].sort()).toEqual(known.filter((name) => group === 'states' || name !== 'paid').sort());
    },
  );
});
