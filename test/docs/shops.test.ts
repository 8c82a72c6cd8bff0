import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { settings as magento } from '../../shops/magento/settings.ts';
import { settings as prestashop } from '../../shops/prestashop/settings.ts';

type Group = { properties?: Record<string, Group> };

it.each([
  ['magento', magento, 'writeBack'],
  ['prestashop', prestashop, 'states'],
])(
  'docs/%s.md names every setting for what is written back, and none that there is not',
  (kind, of, group) => {
    const text = readFileSync(new URL(`../../docs/${kind}.md`, import.meta.url), 'utf8');
    const { properties } = z.toJSONSchema(of, { io: 'input' }) as Group;
    const known = Object.keys(properties?.[group]?.properties ?? {});
    const named = new Set(
      [...text.matchAll(new RegExp(`\`?${group}\\.(\\w+)`, 'g'))].map(([, name]) => name),
    );
    // Magento books paid orders in one way only.
    expect([...named].sort()).toEqual(known.filter((name) => group === 'states' || name !== 'paid').sort());
  },
);
