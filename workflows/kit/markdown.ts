// The Temporal UI sends these texts through a URL, which proxies refuse beyond a few kilobytes.
const LIMIT_BYTES = 2_000;
const LONGEST_LINK = 250;
const LONGEST_WORD = 40;
const MOST_ROWS = 30;

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** Text of others made harmless in Markdown: customers and gateways must not write our tables and links. */
export const escapeMarkdown = (text: string): string =>
  text
    // Control and direction characters can make a line read as another.
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    // A bare address would become a link: an invisible joiner breaks it.
    .replace(/:\/\/|www\.|@/gi, (address) => `${address[0]}\u2060${address.slice(1)}`)
    // The UI sets 1/8 as a fraction: a document's number must stay as it is.
    .replace(/(?<=\d)\/(?=\d)/g, '/\u2060')
    .replace(/[\\`*_{}[\]<>()#+!|~&]/g, (c) => `&#${c.charCodeAt(0)};`);

/** The same in at most so many bytes, cut at its end. */
export function plain(text: string, maxBytes: number): string {
  const whole = escapeMarkdown(text);
  if (bytes(whole) <= maxBytes) return whole;
  let room = maxBytes - bytes('…');
  let cut = '';
  for (const [unit] of whole.matchAll(/&#\d+;|./gu)) {
    room -= bytes(unit);
    if (room < 0) break;
    cut += unit;
  }
  return `${cut}…`;
}

/** As many blocks as there is room for, the first ones first. */
export function fitting(blocks: string[]): string {
  return blocks.reduce((text, block) => {
    const longer = text && block ? `${text}\n\n${block}` : text || block;
    return bytes(longer) <= LIMIT_BYTES ? longer : text;
  }, '');
}

/** A table of the newest items that still fit after `above`; says how many it leaves out. */
export function newestFitting<T>(above: string, head: string, items: T[], row: (item: T) => string): string {
  const rows = items.slice(-MOST_ROWS).map(row);
  const room = LIMIT_BYTES - bytes(`${above}\n\n`);
  const table = (shown: number): string => {
    const lines = [head, ...rows.slice(rows.length - shown)];
    if (shown < items.length) lines.unshift(`The newest ${shown} of ${items.length}:\n`);
    return lines.join('\n');
  };
  let shown = rows.length;
  while (shown > 1 && bytes(table(shown)) > room) shown -= 1;
  return table(shown);
}

/** A time that the UI doesn't break into three lines. */
export const timeText = (iso: string): string =>
  iso.slice(0, 19).replace('T', '\u00a0').replaceAll('-', '\u2011');

/** Ids of a gateway's pages are longer than a column is wide. */
export const withoutLongWords = (text: string): string =>
  text.replace(/[^\s-]+/g, (word) => (word.length > LONGEST_WORD ? `${word.slice(0, 16)}…` : word));

/** A link as far as its address is short and harmless. */
export function linked(text: string, url: string | undefined): string {
  const safe = url?.replace(/[()<>\s]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return safe && safe.length <= LONGEST_LINK ? `[${plain(text, 60)}](${safe})` : plain(text, 60);
}
