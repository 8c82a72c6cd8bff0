import { isWebAddress } from '../kit/requests.ts';
/** The fields that `merchant_fields` names, in its order, as far as they were sent; undefined where it names more than five. */
export function merchantFieldsOf(form: Record<string, string>): Record<string, string> | undefined {
  const names = (form.merchant_fields ?? '').split(',').map((name) => name.trim());
  const wanted = names.filter((name) => name !== '');
  if (wanted.length > 5) return undefined;
  const sent = wanted.filter((name) => Object.hasOwn(form, name));
  return Object.fromEntries(sent.map((name) => [name, form[name] ?? '']));
}

/** Whether reports can be sent there: to a web address, or by mail. */
export const isAddress = (text: string): boolean =>
  /^mailto:[^@\s]+@[^@\s]+$/.test(text) || isWebAddress(text);
