import { type Alert, particulars } from '../domain/alert.ts';
import { formatMoney } from '../domain/money.ts';
import { italian } from './italian.ts';

/** The languages of mails. */
export type Language = 'it' | 'en';

const labels = {
  it: {
    order: 'Ordine',
    payment: 'Pagamento',
    shop: 'Negozio',
    customer: 'Cliente',
    amount: 'Importo',
    at: 'Quando',
    happened: 'Che cosa è successo',
    toDo: 'Che cosa fare',
    look: 'Dove guardare',
    locale: 'it-IT',
  },
  en: {
    order: 'Order',
    payment: 'Payment',
    shop: 'Shop',
    customer: 'Customer',
    amount: 'Amount',
    at: 'When',
    happened: 'What happened',
    toDo: 'What to do',
    look: 'Where to look',
    locale: 'en-GB',
  },
};

const LONGEST_SUBJECT = 180;

/** Text from outside on one line: a line break could begin a mail header, a direction character change how the text reads. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();

/** The subject and plain text of an alert's mail. */
export function mailOf(alert: Alert, language: Language): { subject: string; text: string } {
  const l = labels[language];
  const { order, paymentId, customer, amount, code, at } = alert;
  const money = amount && formatMoney(amount, l.locale);
  const about = order
    ? `${l.order} ${order.number}`
    : paymentId
      ? `${l.payment} ${paymentId}`
      : alert.workflowId;
  const subject = `[Incasso] ${about}: ${code}${money ? `, ${money}` : ''}`;
  const facts: [string, string | undefined][] = [
    [l.order, order?.number],
    [l.shop, order?.shop],
    [l.payment, paymentId],
    [l.customer, customer],
    [l.amount, money],
    [l.at, `${at.slice(0, 16).replace('T', ' ')} UTC`],
  ];
  const { happened, toDo } = sentences(alert, language);
  const blocks = [
    facts.flatMap(([label, value]) => (value ? [`${label}: ${oneLine(value)}`] : [])).join('\n'),
    `${l.happened}\n${[code, ...happened.filter(Boolean)].map(oneLine).join('\n')}`,
    `${l.toDo}\n${oneLine(toDo)}`,
    alert.link ? `${l.look}\n${oneLine(alert.link)}` : '',
  ];
  return {
    subject: [...oneLine(subject)].slice(0, LONGEST_SUBJECT).join(''),
    text: `${blocks.filter(Boolean).join('\n\n')}\n`,
  };
}

/** What happened and what to do: in Italian from our own table, in English from the catalogue; particulars are not translated. */
function sentences(alert: Alert, language: Language): { happened: string[]; toDo: string } {
  const known: Record<string, readonly [happened: string, toDo: string]> = italian;
  const words = language === 'it' ? known[alert.code] : undefined;
  if (!words) return { happened: [particulars(alert)], toDo: alert.whatToDo };
  return { happened: [words[0], particulars(alert)], toDo: words[1] };
}
