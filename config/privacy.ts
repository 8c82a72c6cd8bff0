import type { Config } from './schema.ts';

/** A customer's names as the operators' list shows them: whole, or initials where privacy asks for them. */
export function customerLabel({ privacy }: Config, names: string[]): string {
  return privacy.customerInList
    ? names.join(' ').trim()
    : names.map((name) => `${[...name][0] ?? ''}.`).join(' ');
}
