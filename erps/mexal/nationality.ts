import { isEuCountry } from '../../domain/tax-data.ts';
import type { MexalSettings } from './settings.ts';

export type Nationality = 'I' | 'R' | 'V' | 'C' | 'E';

// R and V as a Magento module of a live installation has them (see docs/mexal.md).
const OWN: Record<string, Nationality> = { IT: 'I', SM: 'R', VA: 'V' };

/** Mexal's tp_nazionalita of a country: Italy, San Marino, Vatican, EU, elsewhere. */
export function nationalityOf(country: string, { customers }: MexalSettings): Nationality {
  const code = country.toUpperCase();
  return customers.nationality[code] ?? OWN[code] ?? (isEuCountry(code) ? 'C' : 'E');
}
