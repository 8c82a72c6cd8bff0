import { describe, expect, it } from 'vitest';
import type { Customer } from '../../domain/schemas/order.ts';
import { taxDataOf } from '../../domain/tax-data.ts';
import { anOrder } from './orders.ts';

const read = (given: Partial<Customer>, country = 'IT') => {
  const { customer, billing } = anOrder();
  const { email, firstName, lastName } = customer;
  return taxDataOf({
    customer: { email, firstName, lastName, ...given },
    billing: { ...billing, country },
  });
};

describe("a customer's tax data", () => {
  it('is nothing where nothing was given', () => {
    expect(read({})).toEqual({ wrong: [] });
    expect(read({ taxCode: ' ', vatNumber: '', pec: ' ', sdi: '' })).toEqual({ wrong: [] });
  });

  it.each([
    ['RSSMRA80A01H501U', 'RSSMRA80A01H501U'],
    ['rss mra 80a01 h501u', 'RSSMRA80A01H501U'],
    ['RSSMRA80A01H501X', undefined],
    ['RSSMRA80A01H501', undefined],
    ['01234560785', '01234560785'],
    ['01234560786', undefined],
    ['-', undefined],
  ])('has of the codice fiscale "%s" %s', (taxCode, wanted) => {
    const { taxCode: kept, wrong } = read({ taxCode });
    expect(kept).toBe(wanted);
    expect(wrong).toEqual(wanted || taxCode === '-' ? [] : ['codice fiscale']);
  });

  it.each([
    ['IT', '01234560785', 'IT01234560785'],
    ['IT', 'IT 01234560785', 'IT01234560785'],
    ['IT', '01234560786', undefined],
    ['IT', '1234', undefined],
    ['IT', 'DE811907980', 'DE811907980'],
    ['DE', '811907980', 'DE811907980'],
    ['DE', 'DE811907981', undefined],
    ['GR', '094259216', 'EL094259216'],
    ['GR', 'EL094259216', 'EL094259216'],
    ['AT', 'U13585627', 'ATU13585627'],
    ['FR', 'FR40303265045', 'FR40303265045'],
    ['ES', 'B58378431', 'ESB58378431'],
    ['NL', 'NL004495445B01', 'NL004495445B01'],
    ['CH', 'CHE-123.456.788', 'CHE123456788'],
    ['US', '12-3456789', 'US123456789'],
  ])('in %s has of the VAT number "%s" %s', (country, vatNumber, wanted) => {
    const { vatNumber: kept, wrong } = read({ vatNumber }, country);
    expect(kept).toBe(wanted);
    expect(wrong).toEqual(wanted ? [] : ['partita IVA']);
  });

  it.each([
    [{ pec: 'a@pec.example' }, { pec: 'a@pec.example' }],
    [{ sdi: 'a@pec.example' }, { pec: 'a@pec.example' }],
    [{ pec: 'm5uxcr1' }, { sdi: 'M5UXCR1' }],
    [
      { pec: ' M5UXCR1 ', sdi: 'a@pec.example' },
      { pec: 'a@pec.example', sdi: 'M5UXCR1' },
    ],
    [{ pec: 'M5UXCR1', sdi: 'M5UXCR1' }, { sdi: 'M5UXCR1' }],
    [{ sdi: 'UFABCD' }, { sdi: 'UFABCD' }],
  ])('of %j is %j: one field may hold either', (given, wanted) => {
    expect(read(given)).toEqual({ ...wanted, wrong: [] });
  });

  it.each(['neri@', 'neri@pec', 'ne ri@pec.example', 'neri@pec.example, blu@pec.example'])(
    'names a PEC such as %s, to which nothing can be sent',
    (pec) => {
      expect(read({ pec })).toEqual({ wrong: ['PEC'] });
      expect(read({ sdi: pec })).toEqual({ wrong: ['PEC'] });
    },
  );

  it('names what can not be right, and never says it', () => {
    const { wrong, ...kept } = read({ taxCode: 'WRONGCODE', vatNumber: '1', sdi: 'TOOLONGCODE' });
    expect(kept).toEqual({ taxCode: undefined, vatNumber: undefined, pec: undefined, sdi: undefined });
    expect(wrong).toEqual(['codice fiscale', 'partita IVA', 'codice destinatario SDI']);
  });
});
