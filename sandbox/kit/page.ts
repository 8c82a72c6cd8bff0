/** Cuts a text at its addresses, so that a page can make links of them. */
export function linkParts(text: string): { text: string; link: boolean }[] {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:)])/)
    .map((part, i) => ({ text: part, link: i % 2 === 1 }))
    .filter((part) => part.text !== '');
}

/** An amount as an Italian reads it: "1.234,50 €". */
export const formatMoney = (amount: number, currency: string): string =>
  new Intl.NumberFormat('it-IT', { style: 'currency', currency }).format(amount);

/** The first link to pay with in these texts. */
export const linkIn = (texts: string[]): string | undefined =>
  texts.map((text) => /https?:\S+\/checkout\/\S+/.exec(text)?.[0]).find((link) => link !== undefined);
