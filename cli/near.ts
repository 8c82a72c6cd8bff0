/** A name's words in lower case, without accents and signs. */
const wordsOf = (name: string): string[] =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether two names differ, but only by case, accents, spaces or signs. */
export const isNear = (a: string, b: string): boolean =>
  a !== b && wordsOf(a).join('') === wordsOf(b).join('');

// Words that nearly every payment has in its name, so that sharing them means nothing.
const COMMON = new Set('payment payments pagamento pagamenti pago con per the and'.split(' '));
const tellingWords = (name: string) => wordsOf(name).filter((word) => word.length > 2 && !COMMON.has(word));

/** The candidates that share the most words with our names; none where no word is shared. */
export function alike<T>(names: string[], candidates: T[], nameOf: (candidate: T) => string): T[] {
  const ours = new Set(names.flatMap(tellingWords));
  const scored = candidates.map((candidate) => {
    const words = new Set(tellingWords(nameOf(candidate)));
    return { candidate, shared: [...words].filter((word) => ours.has(word)).length };
  });
  const most = Math.max(0, ...scored.map(({ shared }) => shared));
  return most === 0 ? [] : scored.filter(({ shared }) => shared === most).map(({ candidate }) => candidate);
}
