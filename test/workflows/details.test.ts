import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureCatalogue } from '../../domain/failure.ts';
import { type Operated, orderDetails, paymentDetails } from '../../workflows/kit/details.ts';
import { escapeMarkdown } from '../../workflows/kit/markdown.ts';
import type { OrderView, PaymentInput, PaymentView } from '../../workflows/messages.ts';
import { answered, messageOf } from '../domain/messages-given.ts';
import { anyText } from '../text-given.ts';
import { anImport, aPage, aReport } from './states-given.ts';

const bytes = (text: string) => new TextEncoder().encode(text).length;
const EVIL =
  '<img src=x onerror=alert(1)> **x** [y](https://evil.example) | z | `w`\n# h\n{runId} ada@evil.example';
const input: PaymentInput = {
  paymentId: '000000017-0c4f3c8e-9a51-4a4e-8d3e-0f6f1f2b7a11',
  gateway: 'stripe',
  live: true,
  page: aPage(
    '000000017-0c4f3c8e-9a51-4a4e-8d3e-0f6f1f2b7a11',
    { amount: 32217, currency: 'EUR' },
    { description: 'Ordine 000000017' },
  ),
  customerLabel: 'Ada Rossi',
  links: {},
  timing: anImport().timing,
};
const paymentView = (about: Partial<PaymentView> = {}): PaymentView => ({
  ...aReport(input.paymentId, 'VERIFY'),
  total: input.page.total,
  opening: false,
  messages: [],
  ...about,
});
const orderView = (about: Partial<OrderView> = {}): OrderView => ({
  shop: 'brescia',
  id: '17',
  stage: 'PAYMENT',
  outcome: 'PENDING',
  attentions: [],
  payments: [],
  told: [],
  ...about,
});

describe('text of others', () => {
  it('can write neither HTML nor Markdown, nor the templates of the Temporal UI', () => {
    expect(escapeMarkdown(EVIL)).not.toMatch(/[<>*[\]()|`{}\n]|(?<!&)#/);
  });

  it('can make no link out of a bare address', () => {
    for (const address of ['https://evil.example', 'WWW.evil.example', 'ada@evil.example'])
      expect(escapeMarkdown(address)).not.toMatch(/:\/\/|www\.|@evil/i);
  });

  it('can neither break nor turn round the line it stands in', () => {
    expect(escapeMarkdown('a\u202Eb\r\n\tc\u0000d')).toBe('a b c d');
  });

  it('stays readable where it does no harm', () => {
    expect(escapeMarkdown("Ditta D'Élite & C. - 12,50 €")).toBe("Ditta D'Élite &#38; C. - 12,50 €");
  });
});

describe('what an operator reads on an order', () => {
  it('has what happened first, then what to do, the order, document, shop and payments', () => {
    const text = orderDetails(
      orderView({
        outcome: 'POSITIVE',
        attentions: [{ code: 'ERP_REFUSED', text: 'Articolo A1 inesistente' }],
        payments: [aReport('p1', 'POSITIVE')],
        document: { id: 'OC+1+541', number: 'OC 1/541' },
        told: [{ kind: 'paid', said: 'invoice 12' }],
      }),
      anImport('gateway', { adminUrl: 'https://shop.example/admin/order (17)' }),
    );
    const inOrder = [
      '## Paid · 322,17 €',
      `**ERP_REFUSED**: Articolo A1 inesistente\n\n${failureCatalogue.ERP_REFUSED}`,
      'Order [000000017](https://shop.example/admin/order%20%2817%29) of brescia, Ada Rossi; paid by Carta di credito.',
      'Document **OC 1/\u2060541** in mexal.',
      'Shop told "paid": invoice 12.',
      '| p1 | stripe | POSITIVE | PAID |',
    ].map((part) => text.indexOf(part));
    expect(inOrder).not.toContain(-1);
    expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
  });

  it('has the way to the decision on a payment in doubt before all else that can be done', () => {
    const links = { operators: 'https://pay.example/operators/{workflowId}' };
    const operated: Operated = {
      workflowId: 'order:brescia:17',
      deeds: [],
      actions: [{ action: 'cancelOrder' }],
    };
    const payments = [aReport('p1', 'NEGATIVE'), aReport('p2', 'VERIFY')];
    const text = orderDetails(orderView({ payments }), { ...anImport(), links }, operated);
    expect(text).toContain(
      [
        'Do now: [resolve the payment](https://pay.example/operators/payment%3Ap2/resolve)',
        '[cancelOrder](https://pay.example/operators/order%3Abrescia%3A17/cancelOrder)\n\n',
      ].join(' · '),
    );
    expect(text).toContain('[Questa pagina in italiano](https://pay.example/operators/order%3Abrescia%3A17)');
  });

  it('says why an order cannot be read', () => {
    const stands = { code: 'ORDER_NOT_FOUND', text: `no order ${EVIL}` } as const;
    const text = orderDetails(orderView({ attentions: [stands] }), undefined);
    expect(text).toContain(failureCatalogue.ORDER_NOT_FOUND);
    expect(text).not.toContain('<img');
    expect(orderDetails(orderView(), undefined)).toBe('Reading order 17 from brescia.');
  });

  it('holds nothing that a customer or the shop could have made of Markdown', () => {
    const order = { number: EVIL, payment: { code: 'x', title: EVIL } };
    const told = [{ kind: 'paid', said: EVIL }];
    const imported = { ...anImport('gateway', order), customerLabel: EVIL };
    expect(orderDetails(orderView({ told }), imported)).not.toMatch(
      /<img|\*\*x|\]\(https|\| z|\{runId|\n# h/,
    );
  });

  it('stays under 2 kB with the longest names, and keeps what happened and what to do', () => {
    const long = '(Società) '.repeat(200);
    const order = {
      number: long,
      payment: { code: 'x', title: long },
      adminUrl: `https://s.example/${'a'.repeat(3_000)}`,
    };
    const text = orderDetails(
      orderView({
        attentions: [{ code: 'ERP_REFUSED', text: long }],
        payments: Array.from({ length: 12 }, (_, i) => aReport(`${input.paymentId}${i}`, 'NEGATIVE')),
        document: { id: 'OC+1+541', number: long },
        told: Array.from({ length: 9 }, () => ({ kind: 'failed', said: long })),
      }),
      { ...anImport('gateway', order), customerLabel: long },
    );
    expect(bytes(text)).toBeLessThanOrEqual(2_000);
    expect(text).toContain(failureCatalogue.ERP_REFUSED);
    expect(text).toContain(`${input.paymentId}11`);
  });
});

describe('what an operator reads on a payment', () => {
  it('has every message, in the gateway’s words, and that it was verified', () => {
    const messages = [
      messageOf('PAID', 1, { status: 'complete/paid' }),
      answered('PAID', 2, { note: 'asked' }),
    ];
    const text = paymentDetails(input, paymentView({ messages, verified: true, outcome: 'POSITIVE' }));
    expect(text).toContain('## Paid · 322,17 €');
    expect(text).toContain('verified with the gateway');
    expect(text).toContain('| 2026‑03‑02\u00a010:01:00 | PAID | complete/paid |');
    expect(text).toContain('| 2026‑03‑02\u00a010:02:00 | PAID | PAID: asked |');
    expect(paymentDetails(input, paymentView())).toContain('No message yet.');
  });

  it('has no word so long that it pushes the table out of sight', () => {
    const page = `cs_live_${'a1'.repeat(30)}`;
    const messages = [messageOf('RETURNED', 1, { status: `browser came back from ${page}` })];
    const text = paymentDetails(input, paymentView({ messages }));
    expect(text).toContain(`browser came back from ${escapeMarkdown(page.slice(0, 16))}… |`);
  });

  it('stays under 2 kB with 30 messages and long names: the newest are kept, and it says so', () => {
    const messages = Array.from({ length: 30 }, (_, i) =>
      messageOf('TRY_REFUSED', i, { note: `${i} ${EVIL}` }),
    );
    const text = paymentDetails(
      { ...input, customerLabel: EVIL.repeat(9) },
      paymentView({ messages, attentions: [{ code: 'CONTRADICTION', text: EVIL.repeat(9) }] }),
    );
    expect(bytes(text)).toBeLessThanOrEqual(2_000);
    expect(text).toMatch(/The newest [2-9] of 30:/);
    expect(text).toContain('2026‑03‑02\u00a010:29:00');
    expect(text).not.toContain('2026‑03‑02\u00a010:01:00');
  });

  it('stays under 2 kB and harmless whatever people and gateways write', () => {
    const text = anyText(900);
    fc.assert(
      fc.property(text, text, text, fc.integer({ min: 0, max: 40 }), (customerLabel, status, note, count) => {
        const messages = Array.from({ length: count }, (_, i) => messageOf('UNKNOWN', i, { status, note }));
        const attention = { code: 'UNKNOWN_STATUS', text: note } as const;
        const details = paymentDetails(
          { ...input, customerLabel },
          paymentView({ messages, attentions: [attention, attention] }),
        );
        expect(bytes(details)).toBeLessThanOrEqual(2_000);
        expect(details).not.toMatch(/[<>`]/);
      }),
    );
  });
});
