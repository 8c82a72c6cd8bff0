import { stringify } from 'yaml';
import type { Config } from '../config/schema.ts';
import type { ErpPayment } from '../domain/schemas/document.ts';
import type { PaymentMapping } from '../domain/schemas/mapping.ts';
import { type Answers, type Comparison, type LineSeen, type MethodMapped, unmapped } from './compare.ts';
import { payment, shown } from './mapping-findings.ts';
import { alike } from './near.ts';

/**
 * YAML of `mapping.payments`, to be edited and put into incasso.yaml: every existing line, with a comment where it is wrong,
 * and a proposed line for each method that has none, commented out until somebody has looked at it.
 */
export function block(config: Config, comparison: Comparison, answers: Answers): string {
  const { shops, lines } = comparison;
  const severalShops = shops.length > 1;
  const rows = lines.map((seen) => `    - ${flow(seen.line)}${remark(seen, comparison, answers)}`);
  for (const { shop, erp, methods } of shops) {
    const open = unmapped(methods);
    if (open.length === 0) continue;
    const known = answers.erps[erp];
    const coded = known && 'payments' in known ? known.payments : [];
    rows.push(
      `    # ${shop} has these too. Choose erpPayment (a payment of ${erp}) and collect (${ways(config)}),`,
      '    # then take the "#" before the line away.',
      ...open.map((method) => `    # - ${proposal(config, method, coded, severalShops ? shop : undefined)}`),
    );
  }
  const payments = rows.length > 0 ? ['  payments:', ...rows] : ['  payments: []'];
  return ['# In place of mapping.payments in incasso.yaml.', 'mapping:', ...payments, ''].join('\n');
}

const ways = ({ gateways }: Config) => [...Object.keys(gateways), 'offline', 'prepaid'].join(', ');

/** A mapping line as YAML; an `erpPayment` that is a whole number is written without quotes. */
function flow(line: PaymentMapping): string {
  const { shop, method, erpPayment, collect } = line;
  const payment = /^[1-9]\d*$/.test(erpPayment) ? Number(erpPayment) : erpPayment;
  const written = { ...(shop !== undefined && { shop }), method, erpPayment: payment, collect };
  return stringify(written, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}

function remark({ line, lacking, used }: LineSeen, { shops }: Comparison, { erps }: Answers): string {
  const meant = shops.flatMap(({ methods }) => methods.filter(({ near }) => near === line));
  const [erp] = lacking;
  if (erp !== undefined) {
    const known = erps[erp];
    const names = [line.method, ...meant.map(({ title }) => title)];
    const near =
      known && 'payments' in known ? alike(names, known.payments, ({ description }) => description) : [];
    return comment(`WRONG: ${erp} has no payment ${line.erpPayment}${alikeText(near)}`);
  }
  if (meant.length > 0) return comment(`the shop writes ${meant.map(({ code }) => `"${code}"`).join(', ')}`);
  return used === false ? comment('no method that was seen is called so') : '';
}

/** A proposed line for a method that has none, filled in with payment and gateway of a similar name, or "?". */
function proposal(config: Config, method: MethodMapped, payments: ErpPayment[], shop?: string): string {
  const near = alike([method.title, method.code], payments, ({ description }) => description);
  const [gateway] = alike(
    [method.code, method.title],
    Object.entries(config.gateways),
    ([name, { kind }]) => `${name} ${kind}`,
  );
  const [only, ...others] = near;
  const line = flow({
    shop,
    method: method.code || method.title,
    erpPayment: only && others.length === 0 ? only.id : '?',
    collect: gateway?.[0] ?? '?',
  });
  return `${line}${comment(`${shown(method)}${alikeText(near)}`)}`;
}

const alikeText = (near: ErpPayment[]): string =>
  near.length === 0 ? '' : `; alike: ${near.slice(0, 3).map(payment).join(', ')}`;

const comment = (text: string): string => ` # ${text.replace(/\s+/g, ' ')}`;
