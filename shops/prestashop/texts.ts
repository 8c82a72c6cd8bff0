const written: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#039;': "'",
  '&nbsp;': '\u00a0',
};
const ENTITY = /&(?:amp|lt|gt|quot|nbsp|#0?39);/g;
const LINE_BREAK = /<br\s*\/?>\n?/gi;

/**
 * A customer's message as it was typed: since 8.0 PrestaShop keeps it as HTML. A message that was never escaped (1.7) stays
 * as it is, unless somebody typed an entity.
 */
export const unescaped = (html: string): string =>
  html.replace(LINE_BREAK, '\n').replace(ENTITY, (entity) => written[entity] ?? entity);

/**
 * A text that no release refuses or cuts, and that people can still read. Validate::isCleanHtml refuses `script:` and words
 * such as `onclick=`, even inside other words; tags are refused or cut out. Links and markers stay.
 */
export const harmless = (text: string): string =>
  text
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replace(/(on\w+)\s*= ?/gi, '$1: ')
    .replace(/script:/gi, (word) => `${word.slice(0, -1)} :`);
