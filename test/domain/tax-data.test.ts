import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Customer } from '../../domain/schemas/order.ts';
import { taxDataOf } from '../../domain/tax-data.ts';
import { anOrder } from './orders-given.ts';

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

const COMPANY = '01234560785';
const PERSON = 'RSSMRA80A01H501U';
const VAT = 'IT01234560785';

describe('a number in the field of the other', () => {
  it.each([
    ['a VAT number as codice fiscale', { taxCode: VAT }, { vatNumber: VAT }],
    ['the same beside one that is wrong', { taxCode: VAT, vatNumber: '01234560786' }, { vatNumber: VAT }],
    ['a foreign one', { taxCode: 'DE811907980' }, { vatNumber: 'DE811907980' }],
    ['a codice fiscale as VAT number', { vatNumber: PERSON }, { taxCode: PERSON }],
    ['the same with a country before it', { vatNumber: `IT${PERSON}` }, { taxCode: PERSON }],
    [
      'the same beside one that is wrong',
      { taxCode: 'RSSMRA80A01H501X', vatNumber: PERSON },
      { taxCode: PERSON },
    ],
    ['each as the other', { taxCode: COMPANY, vatNumber: PERSON }, { taxCode: PERSON, vatNumber: VAT }],
    [
      'each as the other, with its country',
      { taxCode: VAT, vatNumber: PERSON },
      { taxCode: PERSON, vatNumber: VAT },
    ],
    ['the same codice fiscale in both', { taxCode: PERSON, vatNumber: PERSON }, { taxCode: PERSON }],
    [
      'the same VAT number in both',
      { taxCode: VAT, vatNumber: COMPANY },
      { taxCode: COMPANY, vatNumber: VAT },
    ],
    [
      "a company's code in both",
      { taxCode: COMPANY, vatNumber: COMPANY },
      { taxCode: COMPANY, vatNumber: VAT },
    ],
    ["a company's code, which can be one without the other", { taxCode: COMPANY }, { taxCode: COMPANY }],
  ])('is told apart by its check digits: %s', (_what, given, { taxCode, vatNumber }: Partial<Customer>) => {
    expect(read(given)).toEqual({ taxCode, vatNumber, wrong: [] });
  });

  it('of a company in San Marino is told apart too, though no rule is known for its VAT numbers', () => {
    expect(read({ vatNumber: PERSON }, 'SM')).toMatchObject({ taxCode: PERSON, vatNumber: undefined });
  });

  it('that is another codice fiscale than the one given is wrong, and the one given stays', () => {
    expect(read({ taxCode: PERSON, vatNumber: 'NRADAA80A41F205L' })).toMatchObject({
      taxCode: PERSON,
      vatNumber: undefined,
      wrong: ['partita IVA'],
    });
  });

  const check = (digits: string) => {
    const sum = [...digits].reduce((all, digit, i) => {
      const n = i % 2 === 0 ? Number(digit) : Number(digit) * 2;
      return all + (n > 9 ? n - 9 : n);
    }, 0);
    return `${digits}${(10 - (sum % 10)) % 10}`;
  };
  // Seven digits of the company, three of its province's office, the check digit.
  const company = fc
    .tuple(fc.integer({ min: 1, max: 9_999_999 }), fc.integer({ min: 1, max: 100 }))
    .map(([n, office]) => check(`${n}`.padStart(7, '0') + `${office}`.padStart(3, '0')));
  const how = fc.constantFrom('', 'IT', 'it ');

  it('comes to the same as in its own, whoever the company is and however it is written', () => {
    fc.assert(
      fc.property(company, how, (number, before) => {
        const wanted = { vatNumber: `IT${number}`, wrong: [] };
        expect(read({ vatNumber: before + number })).toMatchObject(wanted);
        expect(read({ taxCode: `IT${number}` })).toEqual({ ...wanted, taxCode: undefined });
        expect(read({ taxCode: before + number, vatNumber: PERSON })).toEqual({ ...wanted, taxCode: PERSON });
        expect(read({ taxCode: before + number, vatNumber: number })).toEqual({ ...wanted, taxCode: number });
        expect(read({ taxCode: number })).toMatchObject({ taxCode: number, wrong: [] });
      }),
    );
  });

  it('whose check digit is wrong is put nowhere', () => {
    fc.assert(
      fc.property(company, fc.integer({ min: 1, max: 9 }), (number, more) => {
        const wrong = number.slice(0, 10) + ((Number(number[10]) + more) % 10);
        for (const given of [{ taxCode: `IT${wrong}` }, { vatNumber: wrong }, { taxCode: wrong }]) {
          const { taxCode, vatNumber, wrong: names } = read(given);
          expect([taxCode, vatNumber]).toEqual([undefined, undefined]);
          expect(names).toHaveLength(1);
        }
      }),
    );
  });
});
