import { formatMoney } from '../../domain/money.ts';
import type { Money } from '../../domain/schemas/money.ts';
import type { Changes, Shown } from '../../domain/shown.ts';
import { momentText, timeText } from './italian-time.ts';
import type { Texts } from './texts/it.ts';

/** What a form shows, in a sentence: "demo ha rimborsato 50,00 € alle 17:50". */
export function sentenceOf(shown: Shown, texts: Texts): string {
  const { shown: w, locale } = texts;
  const sum = (money: Money | undefined) => (money ? formatMoney(money, locale) : w.aSum);
  const when = (at: string) => momentText(at, locale, w.today, w.another);
  switch (shown.what) {
    case 'outcome': {
      const reason = shown.reason && (texts.reasons[shown.reason as keyof Texts['reasons']] ?? shown.reason);
      return w.outcome(texts.outcomes[shown.outcome], reason);
    }
    case 'charge':
      return w.charge(sum(shown.money), shown.reference, when(shown.at));
    case 'refund':
      return w.refund(shown.fact, sum(shown.money), when(shown.at), shown.by);
    case 'refundAsked':
      return w.refundAsked(sum(shown.money), when(shown.at), shown.by);
    case 'dispute':
      return w.dispute(texts.facts[shown.fact] ?? shown.fact, sum(shown.money), shown.id, when(shown.at));
    case 'decision':
      return w.decision(shown.fact === 'CONFIRMED', when(shown.at), shown.by);
    case 'payment':
      return w.payment(shown.paymentId, texts.outcomes[shown.outcome], shown.givenBack);
    case 'document':
      return w.document(shown.number, shown.state);
    case 'inShop':
      return w.inShop(texts.inShop[shown.state], shown.refunds);
    case 'letThrough':
      return w.letThrough(happened(shown.code, texts));
    case 'givenUp':
      return w.givenUp;
    case 'attention':
      return happened(shown.code, texts);
    case 'setBack':
      return w.setBack(timeText(shown.since, locale), when(shown.at), shown.by);
    case 'loginRefused':
      return w.loginRefused(when(shown.at));
    default:
      return shown satisfies never;
  }
}

/** What changed since a form was opened, a sentence each. */
export function changedWords({ now, gone }: Changes, texts: Texts): string[] {
  // What is there now says enough about what it replaced.
  if (now.length === 0) return gone.length > 0 ? [texts.shown.gone] : [];
  return now.map((one) => sentenceOf(one, texts));
}

const happened = (code: string, { attentions }: Texts): string => attentions[code]?.[0] ?? code;
