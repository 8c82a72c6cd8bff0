import type { Config } from '../config/schema.ts';
import { block } from './block.ts';
import { type Answers, type Comparison, compare } from './compare.ts';
import { called, mappingFindings, payment, shown } from './mapping-findings.ts';
import { plainTable, wrapped } from './text.ts';

const WIDTH = 60;

/** The result of `incasso mapping`, from which the text for people and the JSON are made. */
export interface MappingAnswer {
  /** Whether every line names a payment that its ERP has, and every ERP answered. */
  ok: boolean;
  comparison: Comparison;
  asked: Answers;
  block: string;
}

/** Compares the mapping with the answers and makes the block of YAML. */
export function mappingAnswer(config: Config, answers: Answers): MappingAnswer {
  const comparison = compare(config, answers);
  const wrong = mappingFindings(comparison, answers).some(({ ok }) => ok === false);
  const allAnswered = Object.values(answers.erps).every((known) => 'payments' in known);
  return { ok: allAnswered && !wrong, comparison, asked: answers, block: block(config, comparison, answers) };
}

/** Tables of methods, of lines that need a look, and of the ERPs' payments. */
export function mappingText({ comparison, asked }: MappingAnswer): string {
  const parts: string[] = [];
  for (const { shop, erp, methods, unseen } of comparison.shops) {
    const table = plainTable([
      `methods of ${shop}`,
      'seen in',
      'mapped by line',
      `payment of ${erp}`,
      'collect',
    ]);
    for (const { seen, line, near, ...method } of methods)
      table.push([
        shown(method),
        seen.join(', '),
        line ? called(line) : near ? `none; nearly ${called(near)}` : 'none',
        line ? described(asked, erp, line.erpPayment) : '',
        line?.collect ?? '',
      ]);
    parts.push(String(table), ...unseen.map((why) => `Not all methods of ${shop} could be seen: ${why}`));
  }
  const findings = mappingFindings(comparison, asked).filter(({ ok }) => ok !== true);
  if (findings.length > 0) {
    const table = plainTable(['', 'look at', 'why']);
    for (const { ok, subject, text, todo } of findings)
      table.push([
        ok === false ? 'WRONG' : 'note',
        wrapped(subject, 40),
        wrapped([text, todo].filter(Boolean).join('\n> '), WIDTH),
      ]);
    parts.push(String(table));
  }
  for (const [erp, known] of Object.entries(asked.erps)) {
    if (!('payments' in known)) continue;
    const table = plainTable([`payments of ${erp}`, 'called']);
    for (const { id, description } of known.payments) table.push([id, description]);
    parts.push(String(table));
  }
  return parts.join('\n');
}

function described({ erps }: Answers, erp: string, id: string): string {
  const known = erps[erp];
  const found = known && 'payments' in known ? known.payments.find((row) => row.id === id) : undefined;
  return found ? payment(found) : `${id} (not there)`;
}
