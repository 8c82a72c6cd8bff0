import { expect, test } from 'vitest';
import { italian } from '../../alerts/italian.ts';
import { mailOf } from '../../alerts/text.ts';
import { particulars, whatToDo } from '../../domain/alert.ts';
import { attentionCatalogue } from '../../domain/attention.ts';
import { failureCatalogue } from '../../domain/failure.ts';
import { anAlert } from './fake-receivers.ts';

test('an order’s mail in Italian says order, customer, amount, what happened, what to do and where', () => {
  const link = 'https://pay.example.it/operators/order:shop:12';
  expect(mailOf(anAlert({ link }), 'it')).toEqual({
    subject: '[Incasso] Ordine 000000012: DOUBLE_CHARGE, 135,80 €',
    text: `Ordine: 000000012
Negozio: shop
Cliente: Ada Rossi
Importo: 135,80 €
Quando: 2025-03-09 14:05 UTC

Che cosa è successo
DOUBLE_CHARGE
Doppio addebito: il cliente ha pagato due volte.
pi_1, pi_2

Che cosa fare
Rimborsa uno dei due addebiti presso il suo gateway.

Dove guardare
https://pay.example.it/operators/order:shop:12
`,
  });
});

test('the same in English says the catalogue’s sentence once', () => {
  const { subject, text } = mailOf(anAlert(), 'en');
  expect(subject).toBe('[Incasso] Order 000000012: DOUBLE_CHARGE, €135.80');
  expect(text).toContain('What happened\nDOUBLE_CHARGE\npi_1, pi_2\n\nWhat to do\n');
  expect(text.split(attentionCatalogue.DOUBLE_CHARGE)).toHaveLength(2);
  expect(text).not.toContain('Where to look');
});

test('a failure’s mail has the other side’s own words', () => {
  const refused = anAlert({
    code: 'ERP_REFUSED',
    text: 'article 12 is blocked',
    whatToDo: whatToDo('ERP_REFUSED'),
  });
  expect(mailOf(refused, 'it').text).toContain(
    'Il gestionale ha rifiutato il documento.\narticle 12 is blocked\n',
  );
  expect(mailOf(refused, 'en').text).toContain(
    `ERP_REFUSED\narticle 12 is blocked\n\nWhat to do\n${failureCatalogue.ERP_REFUSED}\n`,
  );
});

test('without an order the payment is named, without both the workflow; what is not known has no line', () => {
  const bare = { order: undefined, customer: undefined, amount: undefined };
  const payment = mailOf(anAlert({ ...bare, paymentId: 'abc-1' }), 'it');
  expect(payment.subject).toBe('[Incasso] Pagamento abc-1: DOUBLE_CHARGE');
  expect(payment.text).not.toMatch(/Ordine:|Cliente|Importo|undefined/);
  expect(mailOf(anAlert({ ...bare, workflowId: 'late:stripe:evt_1' }), 'en').subject).toBe(
    '[Incasso] late:stripe:evt_1: DOUBLE_CHARGE',
  );
});

test('nothing that others write can begin a line of its own, turn its direction, or grow without end', () => {
  const evil = 'x\r\nBcc: all@example.com\u2028y\u202Ez\u0000';
  const { subject, text } = mailOf(
    anAlert({ order: { shop: evil, number: evil + 'w'.repeat(500) }, customer: evil, text: evil }),
    'it',
  );
  expect(`${subject}${text}`).not.toMatch(/[^\P{Cc}\n]|[\u2028\u202E]|^Bcc/mu);
  expect(subject).not.toContain('\n');
  expect(subject.length).toBeLessThanOrEqual(180);
  expect(text).toContain('Cliente: x Bcc: all@example.com y z\n');
});

test('what to do is said of every code, in Italian of every one that can stand', () => {
  const every = { ...attentionCatalogue, ...failureCatalogue };
  for (const code of Object.keys(every) as (keyof typeof every)[])
    expect([code, whatToDo(code)]).toEqual([code, every[code]]);
  for (const [code, sentences] of Object.entries(italian))
    for (const sentence of sentences)
      expect([code, sentence]).toEqual([code, expect.stringMatching(/^[A-ZÈ].{10,}\.$/)]);
  for (const code of Object.keys(attentionCatalogue)) expect(italian).toHaveProperty(code);
});

test('what is particular is what follows the catalogue’s sentence', () => {
  expect(particulars(anAlert())).toBe('pi_1, pi_2');
  expect(particulars(anAlert({ text: attentionCatalogue.DOUBLE_CHARGE }))).toBe('');
  expect(particulars({ code: 'SHOP_REFUSED', text: 'HTTP 400' })).toBe('HTTP 400');
});
