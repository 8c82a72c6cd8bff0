import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { block } from '../../cli/block.ts';
import { type Answers, compare, unmapped } from '../../cli/compare.ts';
import { mappingFindings } from '../../cli/mapping-findings.ts';
import type { Config } from '../../config/schema.ts';
import type { PaymentMapping } from '../../domain/schemas/mapping.ts';

const method = (code: string, title: string) => ({ code, title, seen: ['shop' as const] });
const cards: PaymentMapping = { method: 'cards', erpPayment: '3', collect: 'stripe' };

/** The parts of a configuration that are used: two shops, each with an ERP of its own. */
const configOf = (payments: PaymentMapping[]) =>
  ({
    shops: { nord: { erp: 'milano' }, sud: { erp: 'napoli' } },
    erp: { milano: {}, napoli: {} },
    gateways: { stripe: { kind: 'stripe' } },
    mapping: { payments, carriers: [] },
  }) as unknown as Config;

const asked = (nord = [method('cards', 'Carte')], sud = [method('cards', 'Carte')]): Answers => ({
  shops: { nord: { methods: nord, unseen: [] }, sud: { methods: sud, unseen: [] } },
  erps: {
    milano: {
      payments: [
        { id: '3', description: 'Carta' },
        { id: '7', description: 'Satispay' },
      ],
    },
    napoli: { payments: [{ id: '4', description: 'Carta' }] },
  },
});

const all = (payments: PaymentMapping[], seen: Answers) => {
  const config = configOf(payments);
  const comparison = compare(config, seen);
  return { comparison, findings: mappingFindings(comparison, seen), text: block(config, comparison, seen) };
};

describe('two shops with an ERP each', () => {
  it('a line for both names a payment that both ERPs have to have', () => {
    const { findings } = all([cards], asked());
    expect(findings.filter(({ ok }) => ok === false).map(({ text }) => text)).toEqual([
      'napoli has no payment 3; it has 4 Carta',
    ]);
  });

  it("a line for one shop is held against that shop's ERP only", () => {
    const { findings } = all(
      [
        { ...cards, shop: 'nord' },
        { ...cards, shop: 'sud', erpPayment: '4' },
      ],
      asked(),
    );
    expect(findings.map(({ ok }) => ok)).toEqual([true]);
  });

  it('a method that one has without a line is proposed for it alone, by its name and the ERP that it goes to', () => {
    const { text } = all(
      [{ ...cards, shop: 'nord' }],
      asked([method('cards', 'Carte'), method('satispay', 'Satispay')]),
    );
    expect(text).toContain(
      '# - { shop: nord, method: satispay, erpPayment: 7, collect: "?" } # satispay "Satispay"; alike: 7 Satispay',
    );
    expect(text).toContain('# - { shop: sud, method: cards, erpPayment: "?", collect: "?" } # cards "Carte"');
    expect(parse(text)).toEqual({ mapping: { payments: [{ ...cards, shop: 'nord', erpPayment: 3 }] } });
  });
});

it('a shop or an ERP that could not be asked accuses no line', () => {
  const seen = asked();
  seen.shops.sud = { methods: [], unseen: ['sud is away'] };
  seen.erps.napoli = { why: 'napoli is away' };
  const klarna = { ...cards, method: 'klarna' };
  const { comparison, findings } = all([cards, klarna], seen);
  expect(comparison.lines.map(({ used, lacking }) => [used, lacking])).toEqual([
    [true, []],
    [undefined, []],
  ]);
  const notes = findings.filter(({ ok }) => ok === 'note').map(({ subject }) => subject);
  expect(notes).toEqual(['payments of napoli', 'methods of sud']);
});

it('a method whose title changed over time is one, and what its name holds does no harm to the block', () => {
  const odd = [method('a: {b}, #c', 'Bonifico\n# bancario'), method('a: {b}, #c', 'Bank transfer')];
  const { comparison, text } = all([], asked(odd, []));
  expect(unmapped(comparison.shops[0]?.methods ?? [])).toHaveLength(1);
  const proposed = text.split('\n').find((line) => line.includes('shop: nord')) ?? '';
  const [line] = parse(proposed.replace('# - ', '- ')) as PaymentMapping[];
  expect(line).toEqual({ shop: 'nord', method: 'a: {b}, #c', erpPayment: '?', collect: '?' });
});

it('with nothing at all there is an empty list, and it is said that nothing was seen', () => {
  const { text, findings } = all([], asked([], []));
  expect(parse(text)).toEqual({ mapping: { payments: [] } });
  expect(findings.map(({ subject }) => subject)).toEqual(['methods of nord', 'methods of sud']);
});
