import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { taxDataOf } from '../../domain/tax-data.ts';
import { customerBody } from '../../erps/mexal/customer-body.ts';
import { settings } from '../../erps/mexal/settings.ts';
import { anOrder, line } from '../contract/erp-orders.ts';
import { bodyOf, given } from '../erps/mexal-given.ts';

const text = readFileSync(new URL('../../docs/mexal.md', import.meta.url), 'utf8');

describe('docs/mexal.md', () => {
  const used = settings.parse({
    ...given,
    document: { series: 2, causale: 1, warehouse: 1, costCentre: 1, carrier: '602.00001' },
  });
  const order = anOrder({
    lines: [line('MUG-WHITE', 1, 1000)],
    shippingCost: { code: 'flat_rate', title: 'Courier', net: 500, gross: 610, taxRate: 22 },
  });
  const numbers = {
    taxCode: 'NRADAA80A41F205L',
    vatNumber: '01234560785',
    pec: 'M5UXCR1',
    sdi: 'a@pec.example',
  };
  const buyer = { ...order, customer: { ...order.customer, ...numbers } };

  it('has every field that is sent of a document', () => {
    for (const field of Object.keys(bodyOf(order, {}, used))) expect(text).toContain(`\`${field}\``);
  });

  it('has every field that is sent of a customer', () => {
    for (const each of [order, buyer])
      for (const field of Object.keys(customerBody({ order: each, tax: taxDataOf(each) }, used)))
        expect(text).toContain(`\`${field}\``);
  });

  it('names no setting that there is not', () => {
    type Group = { properties?: Record<string, Group> };
    const { properties } = z.toJSONSchema(settings, { io: 'input' }) as Group;
    const named = [...text.matchAll(/`(document|articles|customers|exemptions)\.(\w+)/g)];
    expect(named.length).toBeGreaterThan(10);
    for (const [, group = '', name = ''] of named)
      expect(Object.keys(properties?.[group]?.properties ?? {}), group).toContain(name);
  });
});
