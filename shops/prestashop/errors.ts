import type { FailureCode, FailureKind } from '../../domain/failure.ts';
import type { Answer } from './answers.ts';

/** PrestaShop's own words, each with its number (PS classes/webservice/WebserviceRequest.php). */
export function errorText(errors: Answer['errors']): string {
  // Error 127 repeats everything that was sent.
  return errors.map(({ code, message }) => `${message.split('Original XML')[0]} (${code})`).join('; ');
}

/** Errors whose number says more than the status: 22 the webservice is off, 25 and 26 the key lacks the right, 27 this release lacks the resource. */
const meanings: Record<string, { code: FailureCode; kind: FailureKind }> = {
  22: { code: 'SHOP_AWAY', kind: 'away' },
  25: { code: 'SHOP_LOGIN_REFUSED', kind: 'refused' },
  26: { code: 'SHOP_LOGIN_REFUSED', kind: 'refused' },
  27: { code: 'SHOP_LOGIN_REFUSED', kind: 'refused' },
};

/** The meaning of an error's number; undefined where the status says it. */
export const meaningOf = (errors: Answer['errors']) =>
  errors.map(({ code }) => meanings[code]).find((meaning) => meaning !== undefined);

/** Whether PrestaShop got no key: errors 16 and 17, or the dispatcher's own text instead of XML (PS webservice/dispatcher.php). */
export const saysKeyIsMissing = (errors: Answer['errors'], text: string): boolean =>
  errors.some(({ code }) => code === '16' || code === '17') ||
  (errors.length === 0 && text.startsWith('401'));

/** Whether the errors say that there is no such record: 87 no such id, 131 it belongs to another shop. */
export const saysMissing = (errors: Answer['errors']): boolean =>
  errors.some(({ code }) => code === '87' || code === '131');
