import type { WorkflowHandle } from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import { formatMoney } from '../../domain/money.ts';
import type { Money } from '../../domain/schemas/money.ts';
import * as m from '../../workflows/messages.ts';
import { resumeUpdate } from '../../workflows/standing/erp/messages.ts';
import { catchUpFromUpdate } from '../../workflows/standing/gateway/messages.ts';
import { importFromUpdate } from '../../workflows/standing/shop/messages.ts';
import { readAmount } from './amount.ts';
import { readTime, timeText } from './italian-time.ts';
import type { Texts } from './texts/it.ts';

/** What was typed into a form, by field. */
export type Fields = Record<string, string>;

/** Sends the update, once for one `updateId`, and answers with what the workflow said. */
export type Send = (handle: WorkflowHandle, updateId: string) => Promise<string>;

/** What is wrong with a form, by field, in the operator's language; or the update that it asks for. */
export type Checked = { errors: Fields } | { send: Send };

const SHORTEST_REASON = 5;
const LONGEST_REASON = 500;

/** A form checked against what the workflow offers now, signed with the name of the session. */
export function checkForm(offer: m.ActionOffer, fields: Fields, operator: string, texts: Texts): Checked {
  const reason = (fields.reason ?? '').trim().replace(/\s+/g, ' ');
  const signed: m.Signed = { operator, reason, seen: seenIn(fields) };
  const errors: Fields = {};
  if (reason.length < SHORTEST_REASON || reason.length > LONGEST_REASON)
    errors.reason = texts.form.errors.reason;
  const send = sendOf(offer, fields, signed, texts, errors);
  return Object.keys(errors).length > 0 ? { errors } : { send };
}

/** The names of what the form showed; none where it carries none that can be read. */
export function seenIn({ seen = '' }: Fields): string[] {
  try {
    const names: unknown = JSON.parse(seen);
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}

function sendOf(offer: m.ActionOffer, fields: Fields, signed: m.Signed, texts: Texts, errors: Fields): Send {
  switch (offer.action) {
    case 'retry':
      return update(m.retryUpdate, { ...signed, ...stepOf(offer.steps, fields, texts, errors) });
    case 'resolve':
      return update(m.resolveUpdate, { ...signed, ...decisionOf(offer.contradicts, fields, texts, errors) });
    case 'refund':
      return update(m.refundUpdate, { ...signed, amount: amountOf(offer.most, fields, texts, errors) });
    case 'capture':
      return update(m.captureUpdate, { ...signed, amount: amountOf(offer.most, fields, texts, errors) });
    case 'cancelOrder':
      return update(m.cancelOrderUpdate, signed);
    case 'letThrough':
      return update(m.letThroughUpdate, signed);
    case 'verifyNow':
      return update(m.verifyNowUpdate, signed);
    case 'closePayment':
      return update(m.closePaymentUpdate, signed);
    case 'settled':
      return update(m.settledUpdate, signed);
    case 'catchUpFrom':
      return update(catchUpFromUpdate, { ...signed, since: sinceOf(offer.until, fields, texts, errors) });
    case 'importFrom':
      return update(importFromUpdate, { ...signed, since: sinceOf(offer.until, fields, texts, errors) });
    case 'resume':
      return update(resumeUpdate, signed);
    default:
      throw new Error(`no such action: ${offer satisfies never}`);
  }
}

const update =
  <P extends m.Signed>(definition: UpdateDefinition<string, [P]>, payload: P): Send =>
  (handle, updateId) =>
    handle.executeUpdate(definition, { args: [payload], updateId });

function stepOf(steps: m.RetryStep[], fields: Fields, texts: Texts, errors: Fields): { step?: m.RetryStep } {
  if (steps.length === 0) return {};
  const step = steps.find((offered) => offered === fields.step);
  if (!step) errors.step = texts.form.errors.step;
  return { step };
}

function decisionOf(
  contradicts: m.Resolution['outcome'][],
  fields: Fields,
  texts: Texts,
  errors: Fields,
): Omit<m.Resolution, keyof m.Signed> {
  const outcome = (['POSITIVE', 'NEGATIVE'] as const).find((known) => known === fields.outcome);
  if (!outcome) errors.outcome = texts.form.errors.outcome;
  const gatewayReference = fields.gatewayReference?.trim() || undefined;
  if (gatewayReference && !/^\S{1,100}$/.test(gatewayReference))
    errors.gatewayReference = texts.form.errors.reference;
  const against = outcome !== undefined && contradicts.includes(outcome);
  // Each outcome has a checkbox of its own: one that was ticked before the operator chose the other outcome does not
  // count for that one.
  const confirmed = outcome !== undefined && fields[`override${outcome}`] === 'yes';
  if (against && !confirmed) errors[`override${outcome}`] = texts.form.errors.override;
  return {
    outcome: outcome ?? 'NEGATIVE',
    ...(gatewayReference && { gatewayReference }),
    ...(against && { override: true }),
  };
}

function amountOf(most: Money, fields: Fields, texts: Texts, errors: Fields): number {
  const words = texts.form.errors.amount;
  const amount = readAmount(fields.amount ?? '', most.currency, texts.language === 'en' ? 'en' : 'it');
  if (typeof amount !== 'number') {
    errors.amount = words[amount.mistake];
    return 0;
  }
  if (amount === 0) errors.amount = words.zero;
  if (amount > most.amount) errors.amount = words.most(formatMoney(most, texts.locale));
  return amount;
}

function sinceOf(until: string, fields: Fields, { form, locale }: Texts, errors: Fields): string {
  const words = form.errors.since;
  const since = readTime(fields.since ?? '');
  if (since === undefined) errors.since = words.unreadable;
  else if (Date.parse(since) > Date.parse(until)) errors.since = words.late(timeText(until, locale));
  return since ?? '';
}
