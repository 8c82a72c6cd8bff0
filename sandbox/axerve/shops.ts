import { own } from '../kit/records.ts';
import type { Axerve, AxerveSandboxOptions, Moto, Shop, Wire } from './books.ts';
import { PAYMENT_TYPES } from './create-params.ts';
import { AxerveError } from './errors.ts';
import { readObject, text } from './params.ts';

/** The most days of an automatic operation, and the code beyond. [INF] The card's days; the codes' texts say the others. */
const MOST_DAYS: Record<string, [days: number, code: string]> = {
  CREDITCARD: [25, '1451'],
  PAYPAL: [25, '1452'],
  KLARNA: [14, '1453'],
};

/** A shop's profile; what the options leave out is as in a new one. */
export function newShop(options: AxerveSandboxOptions): Shop {
  const capture = options.capture ?? 'unified';
  const automaticBehaviour = options.automaticBehaviour ?? { type: '', days: '' };
  return {
    shopLogin: options.shopLogin ?? 'GESPAY00001',
    apiKey: options.apiKey ?? 'R0VTUEFZMDAwMDEjI0VzZXJjZW50ZSBkaSBwcm92YQ',
    environment: options.environment ?? 'SANDBOX',
    version: options.version ?? 'Unlimited',
    active: true,
    addressAllowed: true,
    paymentTypes: options.paymentTypes ?? ['CREDITCARD', 'MYBANK', 'PAYPAL'],
    moto: [
      { paymentType: 'CREDITCARD', capture, automaticBehaviour },
      { paymentType: 'PAYPAL', capture: 'unified', automaticBehaviour: { type: '', days: '' } },
    ],
    customFields: options.customFields ?? [],
    responseURLs: { ...(options.webhookUrl !== undefined && { serverNotificationURL: options.webhookUrl }) },
  };
}

/** How the shop takes a payment type. [INF] One without a setting is taken at once. */
export function motoOf({ books }: Axerve, shopLogin: string, paymentType: string): Moto {
  const set = own(books.shops, shopLogin)?.moto.find((moto) => moto.paymentType === paymentType);
  return set ?? { paymentType, capture: 'unified', automaticBehaviour: { type: '', days: '' } };
}

/** POST shop/moto: sets how a payment type is taken. */
export function setMoto(shop: Shop, input: unknown): Wire {
  const body = readObject(input, ['shopLogin', 'paymentType', 'capture', 'automaticBehaviour']);
  const paymentType = text(body, 'paymentType', 30, '1403') ?? '';
  if (!PAYMENT_TYPES.includes(paymentType) || !shop.paymentTypes.includes(paymentType))
    throw new AxerveError('1403');
  const capture = (text(body, 'capture', 20, '1448') ?? '').toLowerCase();
  if (capture !== 'separated' && capture !== 'unified') throw new AxerveError('1448');
  const automaticBehaviour = readAutomatic(body.automaticBehaviour, paymentType, capture);
  const moto: Moto = { paymentType, capture, automaticBehaviour };
  shop.moto = [...shop.moto.filter((other) => other.paymentType !== paymentType), moto];
  return { result: 'OK', ...moto };
}

function readAutomatic(input: unknown, paymentType: string, capture: string): Moto['automaticBehaviour'] {
  const from = input === undefined ? {} : readObject(input, ['type', 'days']);
  const type = (text(from, 'type', 20, '1449') ?? '').toLowerCase();
  const days = text(from, 'days', 20, '1450') ?? '';
  if (capture === 'unified' || (type === '' && days === '')) return { type: '', days: '' };
  if (type !== 'capture' && type !== 'delete') throw new AxerveError('1449');
  if (!/^\d+$/.test(days)) throw new AxerveError('1450');
  const [most, code] = MOST_DAYS[paymentType] ?? [25, '1451'];
  if (Number(days) > most) throw new AxerveError(code);
  return { type, days };
}
