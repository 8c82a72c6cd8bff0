import type { Config } from '../config/schema.ts';
import { paymentLine } from '../domain/mapping.ts';
import type { ErpPayment } from '../domain/schemas/document.ts';
import type { PaymentMapping } from '../domain/schemas/mapping.ts';
import type { Method, Methods } from './methods.ts';
import { isNear } from './near.ts';

/** The answers of shops and ERPs, by name; an ERP that gave none has the reason (`why`) instead of payments. */
export interface Answers {
  shops: Record<string, Methods>;
  erps: Record<string, { payments: ErpPayment[] } | { why: string }>;
}

/** A shop's method and the mapping line that decides about it. */
export interface MethodMapped extends Method {
  line?: PaymentMapping;
  /** Where no line decides about it: the line that probably should, since its method differs in case, accents or signs only. */
  near?: PaymentMapping;
}

/** A mapping line, compared with what shops and ERPs have. */
export interface LineSeen {
  line: PaymentMapping;
  /** ERPs that don't have the payment that the line names. */
  lacking: string[];
  /** Whether the line decides about a method that was seen; absent where a shop could not be asked. */
  used?: boolean;
}

/** The mapping, compared with what shops and ERPs have. */
export interface Comparison {
  shops: { shop: string; erp: string; methods: MethodMapped[]; unseen: string[] }[];
  lines: LineSeen[];
  /** The payment that `deposits.document` names; present only where its ERP does not have it. */
  deposit?: { erp: string; payment: string };
}

/** Compares the mapping of the configuration with what shops and ERPs answered. */
export function compare(config: Config, { shops, erps }: Answers): Comparison {
  const lines = config.mapping.payments;
  const lacks = (erp: string, payment: string): boolean => {
    const known = erps[erp];
    return known !== undefined && 'payments' in known && known.payments.every(({ id }) => id !== payment);
  };
  const mapped = Object.entries(shops).map(([shop, { methods, unseen }]) => ({
    shop,
    erp: erpOf(config, config.shops[shop]?.erp),
    unseen,
    methods: methods.map((method) => {
      const line = paymentLine(shop, method, lines);
      const near = lines.find(
        (candidate) =>
          (candidate.shop === undefined || candidate.shop === shop) &&
          (isNear(candidate.method, method.code) || isNear(candidate.method, method.title)),
      );
      return { ...method, line, near: line ? undefined : near };
    }),
  }));
  const { deposits } = config;
  const document = deposits && deposits.document !== 'none' ? deposits.document : undefined;
  const depositErp = erpOf(config, document?.erp);
  const payment = document?.erpPayment ?? '';
  return {
    shops: mapped,
    lines: lines.map((line) => {
      const concerned = mapped.filter(({ shop }) => line.shop === undefined || line.shop === shop);
      const used = concerned.some(({ methods }) => methods.some((method) => method.line === line));
      const certain =
        used || concerned.every(({ methods, unseen }) => methods.length > 0 && unseen.length === 0);
      const lacking = [...new Set(concerned.map(({ erp }) => erp))].filter((erp) =>
        lacks(erp, line.erpPayment),
      );
      return { line, lacking, used: certain ? used : undefined };
    }),
    deposit: payment !== '' && lacks(depositErp, payment) ? { erp: depositErp, payment } : undefined,
  };
}

/** Methods about which no line decides, each code once; where a shop used several titles for a code, all of them. */
export function unmapped(methods: MethodMapped[]): MethodMapped[] {
  const codes = new Map<string, MethodMapped>();
  for (const method of methods) {
    const before = codes.get(method.code);
    const title = before && before.title !== method.title ? `${before.title}, ${method.title}` : method.title;
    if (!method.line) codes.set(method.code, { ...method, title, near: before?.near ?? method.near });
  }
  return [...codes.values()];
}

/** The name of the ERP that is chosen, or of the only one. */
const erpOf = ({ erp }: Config, chosen: string | undefined): string => chosen ?? Object.keys(erp)[0] ?? '';
