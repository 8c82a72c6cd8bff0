/**
 * VAT per cent that two amounts imply: the known rate that fits best, since cents can't tell 22 from 21.9. Where no row
 * says its rate. Without one that fits, to a tenth.
 */
export function impliedRate(net: number, gross: number, known: number[]): number {
  if (net === gross || net === 0) return 0;
  const miss = (rate: number) => Math.abs(net * (1 + rate / 100) - gross);
  const [best] = [...known].sort((a, b) => miss(a) - miss(b));
  if (best !== undefined && miss(best) <= 1) return best;
  return Math.round((gross / net - 1) * 1000) / 10;
}
