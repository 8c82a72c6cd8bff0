/** Text that is no Markdown, in Markdown: what looks like a tag would not be seen. */
export const plain = (text: string): string =>
  text.replace(/`[^`]*`|</g, (found) => (found === '<' ? '&lt;' : found));

const row = (cells: string[]): string =>
  `| ${cells.map((cell) => plain(cell).replaceAll('|', '\\|')).join(' | ')} |`;

/** A table in Markdown, with a line break at its end. */
export const table = (head: string[], rows: string[][]): string =>
  [row(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(row), ''].join('\n');
