import type { Wire } from './objects.ts';

/** Codes of hype-app/gestpay-api `_errors.md` that this sandbox answers with, or that a bank can decline with. */
const WORDS: Record<string, string> = {
  0: 'request correctly processed',
  57: 'Blocked credit card',
  58: 'Confirmed amount exceeds authorized amount',
  63: 'Demand for settlement of one nonexistent transaction',
  64: 'Expired preauthorization',
  65: 'Wrong currency',
  66: 'Preauthorization already notified',
  74: 'Authorization denied',
  433: 'Card expired',
  451: 'Amount not available',
  553: 'MyBank payment abbandoned by buyer',
  1105: 'Invalid parameter value',
  1107: 'Unexpected parameter name. Please double check Fields and Parameters configuration in Back Office.',
  1111: 'Invalid currency code',
  1112: 'Missing PAY1_AMOUNT parameter',
  1113: 'Not numeric amount',
  1114: 'Amount with a wrong number of decimal digits',
  1115: 'Missing PAY1_SHOPTRANSACTIONID parameter',
  1116: 'Too long PAY1_SHOPTRANSACTIONID parameter',
  1117: 'Invalid language identifier',
  1127: 'Invalid cardholder email address',
  1128: 'Too long parameter string',
  1129: 'Too long parameter value',
  1131: 'Not accepted call: Shop not recognized',
  1132: 'Not accepted call: shop is not in active state',
  1137: 'Not accepted call: transaction already processed before',
  1140: 'Transaction cancelled by buyer',
  1142: 'Not accepted call: invalid IP Address',
  1143: 'Transaction abandoned by buyer',
  1146: 'Too small amount',
  1147: 'Too big amount',
  1166: 'Invalid ApiKey',
  1170: 'invalid paymentToken',
  1171: 'missing authentication header',
  1173: 'Input data is not in the correct format, Please check your input',
  1401: 'No data found',
  1403: 'Wrong paymentType',
  1404: 'Authentication method not allowed',
  1410: 'Wrong date format: it must be DD/MM/YYYY',
  1411: 'Wrong lastNDays value: it must be a numeric value',
  1413: 'Wrong paymentID',
  1414: 'Wrong authorization result value',
  1416: 'Wrong eventType value',
  1417: 'Wrong includeToday value: true/false',
  1418: 'Wrong transaction state value',
  1419: 'Wrong chargeback.type value',
  1420: 'Event type is missing',
  1421: 'Chargeback type is missing',
  1425: 'Wrong rangeResult value: it must be a numeric value with n/n format',
  1441: 'Missing CURRENCY parameter',
  1442: 'Wrong channelType: EMAIL/QRCODE',
  1445: 'The amount cannot be updated',
  1448: "Wrong 'capture' value: SEPARATED/UNIFIED",
  1449: "Wrong 'automaticBehaviour.type' value: CAPTURE/DELETE",
  1450: 'AuthomaticBehaviour days: not numeric parameter value',
  1451: 'Creditcard: number of days higher than the max allowed',
  1452: "PAYPAL: 'automaticBehaviour.days' can be max 25",
  1453: "KLARNA: 'automaticBehaviour.days' can be max 14",
  1456: 'Amount with wrong deciman separator',
  1457: 'Expired paymentToken',
  2011: 'Transaction not found',
  2012: 'Transaction ambiguous',
  2014: 'You requested a refund operation with an amount exceeding transaction balance',
  2016: 'Fields BANKTRANSACTIONID and SHOPTRANSACTIONID are empty',
  2017: 'Transaction can not be deleted',
  2018: 'Transaction can not be refunded',
  2019: 'Transaction can not be settled',
  2020: 'Transaction can not be renounced',
  4800: 'Expired session',
  8013: 'Settlement not found',
  8026: 'Soft decline - Cardholder authentication required',
  9999: 'Technical error',
};
const NOT_ALLOWED = new Set(['1131', '1132', '1142', '1166', '1170', '1171', '1404', '1457']);

/** What the documents call a code; one that they don't list is the bank's. */
export const wordsOf = (code: string): string =>
  code === '' ? '' : (WORDS[code] ?? 'Operation not performed');

/** An error in Axerve's envelope: `{error: {code, description}, payload: {}}`. */
export class AxerveError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(wordsOf(code));
    this.code = code;
  }
}

/** An answer in Axerve's envelope; code 0 is no error. */
export const envelope = (code: string, payload: Wire = {}): Wire => ({
  error: { code, description: wordsOf(code) },
  payload,
});

/** The HTTP status of a code. [INF] The documents show only 400 with 1105, 403 with 1166 and 500 with 9999. */
export function statusOf(code: string): number {
  if (code === '0') return 200;
  if (code === '9999') return 500;
  return NOT_ALLOWED.has(code) ? 403 : 400;
}
