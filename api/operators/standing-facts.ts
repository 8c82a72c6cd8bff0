import { paymentWorkflowId } from '../../domain/ids.ts';
import type { ErpHolder } from '../../temporal/erp.ts';
import type { DepositDocumentView, Signed } from '../../workflows/messages.ts';
import type { ErpView } from '../../workflows/standing/erp/messages.ts';
import type { GatewayView } from '../../workflows/standing/gateway/messages.ts';
import type { ShopImportView } from '../../workflows/standing/shop/messages.ts';
import type { WatchView } from '../../workflows/standing/watch/messages.ts';
import { type Context, pathOf } from './context.ts';
import { timeText } from './italian-time.ts';
import type { Line } from './pages.ts';
import type { Seen } from './seen.ts';
import type { Texts } from './texts/it.ts';

/** How a gateway, shop or ERP stands, in one line. */
export const stateOf = (seen: Seen, texts: Texts): string =>
  standingFacts(seen, texts)
    .slice(0, 1)
    .map(({ label, text }) => `${label}: ${text}`)
    .join('');

/** What a gateway, shop or ERP says of itself; the first line is how it stands. */
export function standingFacts({ gateway, shop, erp, holder, watch }: Seen, texts: Texts): Line[] {
  if (gateway) return gatewayFacts(gateway, texts);
  if (shop) return shopFacts(shop, texts);
  if (watch) return watchFacts(watch, texts);
  return erp ? erpFacts(erp, holder, texts) : [];
}

/** Where the document of a deposit is written, and of which payment it is. */
export function depositFacts(
  context: Context,
  { paymentId, erp, document }: DepositDocumentView,
  texts: Texts,
): Line[] {
  const { kinds, document: label, noDocument } = texts.workflow;
  return [
    { label: texts.standing.erp, text: erp },
    { label, text: document?.number ?? noDocument },
    { label: kinds.payment, text: paymentId, href: pathOf(context, paymentWorkflowId(paymentId)) },
  ];
}

const watchFacts = (view: WatchView, texts: Texts): Line[] => [
  { label: texts.standing.stuck, text: `${view.stuck.length}` },
  lastRead(view, texts),
];

function gatewayFacts(view: GatewayView, texts: Texts): Line[] {
  const { standing: w, locale } = texts;
  const { caughtUpUntil, held, late } = view;
  return [
    { label: w.caughtUp, text: timeText(caughtUpUntil, locale) },
    lastRead(view, texts),
    { label: w.missed, text: w.missedOf(held + late, late) },
    ...setBack(view, texts),
  ];
}

function shopFacts(view: ShopImportView, texts: Texts): Line[] {
  const { standing: w, locale } = texts;
  const { importedUntil, started, told, since } = view;
  return [
    { label: w.imported, text: timeText(importedUntil, locale) },
    lastRead(view, texts),
    { label: w.started, text: `${started}` },
    { label: w.toldOrders, text: `${told}` },
    { label: w.leftAlone, text: w.madeBefore(timeText(since, locale)) },
    ...setBack(view, texts),
  ];
}

function erpFacts(view: ErpView, holder: ErpHolder = { spares: [] }, texts: Texts): Line[] {
  const { standing: w, locale } = texts;
  const { refused, changesUntil, told, resumed } = view;
  return [
    ...(refused ? [{ label: w.refused, text: timeText(refused.at, locale) }] : []),
    lastRead(view, texts),
    { label: w.changes, text: timeText(changesUntil, locale) },
    { label: w.toldOrders, text: `${told}` },
    ...servedBy(holder, texts),
    ...(resumed ? [{ label: w.resumed, text: signatureOf(resumed, locale) }] : []),
  ];
}

/** Of all workers one serves it; others are ready to go on. */
const servedBy = ({ by, since, spares }: ErpHolder, { standing: w, locale }: Texts): Line[] => [
  { label: w.servedBy, text: by ? w.servedSince(by, since && timeText(since, locale)) : w.servedByNobody },
  { label: w.spares, text: spares.length > 0 ? `${spares.length}: ${spares.join(', ')}` : w.noSpare },
];

const lastRead = ({ lookedAt }: { lookedAt?: string }, { standing: w, locale }: Texts): Line => ({
  label: w.lookedAt,
  text: lookedAt ? timeText(lookedAt, locale) : w.never,
});

/** Who last set it back, to when, and why. */
const setBack = (
  { setBack: last }: Pick<GatewayView | ShopImportView, 'setBack'>,
  { standing: w, locale }: Texts,
): Line[] =>
  last ? [{ label: w.setBack, text: `${timeText(last.since, locale)} · ${signatureOf(last, locale)}` }] : [];

const signatureOf = ({ operator, at, reason }: Signed & { at: string }, locale: string): string =>
  `${operator}, ${timeText(at, locale)}: ${reason}`;
