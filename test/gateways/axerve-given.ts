import type { Ours } from '../../gateways/axerve/marks.ts';
import { Detail } from '../../gateways/axerve/wire.ts';
import { requestsTo } from './given.ts';

export const aRequest = requestsTo('axerve', 23 * 3_600_000);

export const ours: Ours = {
  shopLogin: 'GESPAY00001',
  shopCapture: 'unified',
  installationField: 'incasso',
  installation: 'pay.shop.example',
  live: false,
};

/** "AUT 25.40" as an event of a day in March 2026; the n-th is n hours after eleven. */
const event = (text: string, n: number) => {
  const [eventtype, eventamount, environment = 'ONL'] = text.split(' ');
  return {
    eventtype,
    eventamount,
    eventdate: `02/03/26 ${11 + n}:00:00`,
    eventID: `${7001 + n}`,
    environment,
  };
};

export interface GivenDetail {
  result: string;
  state?: string;
  events?: string[];
  more?: Record<string, unknown>;
}

/** A payment's details as POST payment/detail answers them: `events` as "AUT 25.40", or "AUT 25.40 BOF". */
export const aDetail = ({ result, state = '', events = [], more = {} }: GivenDetail): Detail =>
  Detail.parse({
    transactionType: 'detail',
    transactionResult: result,
    transactionState: state,
    paymentID: '0081814508',
    shopTransactionID: '100042-7b1c0000-0000-4000-8000-000000000001',
    bankTransactionID: '33',
    currency: 'EUR',
    events: events.map(event),
    ...more,
  });
