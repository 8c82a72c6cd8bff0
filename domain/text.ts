/**
 * Characters that show nothing and change how others are read: U+202E turns what follows it round, so that a name can look
 * like another. All of Unicode's format characters (Cf) but the two joiners, U+200C and U+200D, without which emoji and
 * names in several scripts fall apart; and line and paragraph separators.
 */
const UNSEEN = /[^\P{Cf}\u200c\u200d]|[\u2028\u2029]/gu;

/** One line that looks like what it is: nothing unseen, no control characters, no half of a character. */
export const PLAIN_LINE = /^(?:[^\p{C}\p{Zl}\p{Zp}]|[\u200c\u200d])*$/u;

/** The same value with nothing unseen in any of its texts. */
export function plain<T>(value: T): T {
  if (typeof value === 'string') return value.replace(UNSEEN, '') as T;
  if (Array.isArray(value)) return value.map(plain) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)])) as T;
}
