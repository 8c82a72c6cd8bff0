import { bad, type Finding, good, note } from '../domain/finding.ts';
import type { ErpPayment } from '../domain/schemas/document.ts';
import type { PaymentMapping } from '../domain/schemas/mapping.ts';
import { type Answers, type Comparison, unmapped } from './compare.ts';
import type { Method } from './methods.ts';

const MOST_LISTED = 40;

/** The findings about the mapping. Only a payment that the ERP does not have stops an order; the rest are notes. */
export function mappingFindings({ shops, lines, deposit }: Comparison, { erps }: Answers): Finding[] {
  const found = Object.entries(erps).flatMap(([erp, known]) =>
    'why' in known ? [note(`payments of ${erp}`, `could not be compared: ${known.why}`)] : [],
  );
  const lacks = (subject: string, id: string, erp: string) =>
    bad(
      subject,
      `${erp} has no payment ${id}; it has ${listed(erps[erp])}`,
      `Correct erpPayment, or code the payment in ${erp}.`,
    );
  for (const { line, lacking } of lines)
    found.push(...lacking.map((erp) => lacks(`line ${called(line)}`, line.erpPayment, erp)));
  if (deposit) found.push(lacks('deposits.document', deposit.payment, deposit.erp));
  for (const { shop, methods, unseen } of shops) {
    for (const why of unseen) found.push(note(`methods of ${shop}`, `not all could be seen: ${why}`));
    if (methods.length === 0 && unseen.length === 0)
      found.push(note(`methods of ${shop}`, 'none is to be seen before it has orders'));
    for (const { near, code, title } of unmapped(methods)) {
      const subject = `method ${shown({ code, title })} of ${shop}`;
      found.push(
        near
          ? note(
              subject,
              `is not mapped; the line ${called(near)} is written in another way`,
              `Write "${code}" in that line, letter by letter.`,
            )
          : note(
              subject,
              'is not mapped: its documents have no payment, and ask for a person each',
              'Add a line to mapping.payments: incasso mapping writes it.',
            ),
      );
    }
  }
  const meant = shops.flatMap(({ methods }) => methods.map(({ near }) => near));
  for (const { line, used } of lines)
    if (used === false && !meant.includes(line))
      found.push(
        note(`line ${called(line)}`, 'decides about no method that was seen: misspelt, or no longer offered'),
      );
  const count = lines.filter(({ used, lacking: names }) => used && names.length === 0).length;
  if (count > 0)
    found.unshift(
      good('lines', `${count} of ${lines.length} decide about a method and name a payment of the ERP`),
    );
  return found;
}

/** A mapping line in words: its method, and its shop if it has one. */
export const called = ({ method, shop }: PaymentMapping): string =>
  `"${method}"${shop === undefined ? '' : ` of ${shop}`}`;

/** A method in words: its code, and its title where that differs. */
export const shown = ({ code, title }: Pick<Method, 'code' | 'title'>): string =>
  title === '' || title === code ? code : `${code} "${title}"`;

/** The ERP's payments in words, at most MOST_LISTED of them. */
function listed(erp: Answers['erps'][string] | undefined): string {
  const payments = erp && 'payments' in erp ? erp.payments : [];
  const known = payments.slice(0, MOST_LISTED).map(payment);
  if (payments.length > MOST_LISTED) known.push(`and ${payments.length - MOST_LISTED} more`);
  return known.join(', ') || 'none';
}

/** An ERP's payment in words: id and description. */
export const payment = ({ id, description }: ErpPayment): string => `${id} ${description}`.trim();
