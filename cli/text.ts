import Table from 'cli-table3';
import type { Finding } from '../domain/finding.ts';
import type { Section } from './check.ts';

const WIDTH = 110;
// The least width of the column of texts, in characters.
const NARROWEST = 40;

const marks = new Map<Finding['ok'], string>([
  [true, 'ok'],
  ['note', 'note'],
  [false, 'WRONG'],
]);

/** The findings as text: a table for each system, and a verdict below. `columns`: the terminal's width. */
export function checkText(sections: Section[], columns = WIDTH): string {
  const findings = sections.flatMap((section) => section.findings);
  const longest = Math.max(...findings.map(({ subject }) => subject.length), 0);
  const width = Math.max(NARROWEST, columns - longest - 18);
  const parts = sections.map(({ system, name, findings: found }) => {
    const table = plainTable();
    for (const { ok, subject, text, todo } of found)
      table.push([
        (marks.get(ok) ?? '').padEnd(5),
        subject.padEnd(longest),
        [wrapped(text, width), ...(todo ? [wrapped(`> ${todo}`, width)] : [])].join('\n'),
      ]);
    return `${[system.toUpperCase(), name].filter(Boolean).join(' ')}\n${table}`;
  });
  return [...parts, verdict(findings)].join('\n\n');
}

const chars = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };

/** A table without colour codes, which would end up in logs and pipes; without a head, rows have no lines between them. */
export const plainTable = (head: string[] = []) =>
  new Table({ head, style: { head: [], border: [] }, ...(head.length === 0 && { chars }) });

function verdict(findings: Finding[]): string {
  const count = (ok: Finding['ok']) => findings.filter((finding) => finding.ok === ok).length;
  const [wrong, notes] = [count(false), count('note')];
  const noted = notes > 0 ? ` ${notes === 1 ? 'One note is' : `${notes} notes are`} worth reading.` : '';
  if (wrong === 0) return `Nothing was found that would stop an order.${noted}`;
  return `${wrong === 1 ? 'One thing' : `${wrong} things`} would stop an order (WRONG): mend what is said behind ">", then check again.${noted}`;
}

/** Breaks text into lines of at most `width` characters; a longer word, such as an address, stays whole to be copied. */
export function wrapped(text: string, width: number): string {
  const line = new RegExp(`\\S{${width},}|\\S.{0,${width - 1}}(?=\\s|$)`, 'gm');
  return (text.match(line) ?? []).join('\n');
}
