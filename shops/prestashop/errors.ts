import type { FailureCode, FailureKind } from '../../domain/failure.ts';
import type { Answer } from './answers.ts';

/** PrestaShop's own words, each with its number (PS classes/webservice/WebserviceRequest.php). */
export function errorText(errors: Answer['errors']): string {
  // Error 127 repeats all that was sent.
  return errors.map(({ code, message }) => `${message.split('Original XML')[0]} (${code})`).join('; ');
}

/** Errors of which the number says more than the status: 22 the webservice is off, 25 and 26 the key may not, 27 no key may in this release, 87 and 131 no such record. */
const meanings: Record<string, { code: FailureCode; kind: FailureKind }> = {
  22: { code: 'SHOP_AWAY', kind: 'away' },
  25: { code: 'SHOP_LOGIN_REFUSED', kind: 'refused' },
  26: { code: 'SHOP_LOGIN_REFUSED', kind: 'refused' },
  27: { code: 'SHOP_LOGIN_REFUSED', kind: 'refused' },
};

/** What an error's number means; undefined where the status says it. */
export const meaningOf = (errors: Answer['errors']) =>
  errors.map(({ code }) => meanings[code]).find((meaning) => meaning !== undefined);

/** Whether it never saw the key: errors 16 and 17, or the dispatcher's own words before any XML (PS webservice/dispatcher.php). */
export const saysKeyIsMissing = (errors: Answer['errors'], text: string): boolean =>
  errors.some(({ code }) => code === '16' || code === '17') ||
  (errors.length === 0 && text.startsWith('401'));

/** Errors that say that a record isn't there: 87 no such id, 131 it is another shop's. */
export const saysMissing = (errors: Answer['errors']): boolean =>
  errors.some(({ code }) => code === '87' || code === '131');
