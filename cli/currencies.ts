import type { Connectors } from '../config/connectors.ts';
import type { Config } from '../config/schema.ts';
import { Failure } from '../domain/failure.ts';
import { bad, type Finding, good, note } from '../domain/finding.ts';
import type { Shop } from '../shops/shop.ts';

/**
 * Checks that books and gateways take every currency that a shop sells in. The shop's own currency, the first of its list, is
 * an error where it is refused, since most orders are in it; others are notes.
 */
export async function currencyFindings(
  config: Config,
  { shops, gateways, erps }: Connectors,
): Promise<Finding[]> {
  const parts = Object.values(shops).map(async (shop): Promise<Finding[]> => {
    const subject = `currencies of ${shop.name}`;
    const currencies = await currenciesOf(shop);
    if ('why' in currencies) return [note(subject, `could not be seen: ${currencies.why}`)];
    const { codes } = currencies;
    const erp = config.shops[shop.name]?.erp ?? Object.keys(config.erp)[0] ?? '';
    const books = erps[erp]?.books;
    const collecting = new Set(
      config.mapping.payments
        .filter((line) => line.shop === undefined || line.shop === shop.name)
        .map(({ collect }) => collect),
    );
    const refusals = codes.flatMap((code, index): Finding[] => {
      const say = index === 0 ? bad : note;
      const byBooks =
        books?.foreign === 'stop' && books.currency !== code
          ? [
              say(
                subject,
                `orders in ${code} are stopped: the books of ${erp} are kept in ${books.currency}`,
                TODO_BOOKS,
              ),
            ]
          : [];
      const byGateways = Object.values(gateways)
        .filter(({ name, amounts }) => collecting.has(name) && amounts(code) === undefined)
        .map(({ name }) =>
          say(subject, `orders in ${code} are stopped: ${name} takes no payments in it`, TODO_GATEWAY),
        );
      return [...byBooks, ...byGateways];
    });
    return refusals.length > 0
      ? refusals
      : [good(subject, `${codes.join(', ') || 'none'}: taken by books and gateways`)];
  });
  return (await Promise.all(parts)).flat();
}

const TODO_BOOKS = "Set the ERP's foreignCurrency, or take the currency out of the shop.";
const TODO_GATEWAY = 'Collect such orders in another way, or take the currency out of the shop.';

async function currenciesOf(shop: Shop): Promise<{ codes: string[] } | { why: string }> {
  try {
    return { codes: await shop.listCurrencies() };
  } catch (error) {
    if (error instanceof Failure) return { why: error.message };
    throw error;
  }
}
