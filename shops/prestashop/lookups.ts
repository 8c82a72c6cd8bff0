import { IANAZone } from 'luxon';
import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { Currency } from '../../domain/schemas/money.ts';
import type { Order } from '../../domain/schemas/order.ts';
import { cached } from '../cache.ts';
import { decoded, filled } from '../decode.ts';
import type { PrestashopClient } from './client.ts';
import { type WallClock, wallClock } from './clock.ts';
import type { Settings } from './settings.ts';
import { stateNames, statesRead } from './states.ts';

const HOUR_MS = 3_600_000;
const text = z.string().optional().transform(filled);
const link = text.transform((id) => (id === '0' ? undefined : id));
const flag = z
  .string()
  .optional()
  .transform((value) => value === '1');
const Country = z.object({ iso_code: text });
const OfCurrency = z.object({ iso_code: Currency });
const Carrier = z.object({ id_reference: text, name: text });
const Tax = z.object({ rate: z.string().regex(/^\d+(\.\d+)?$/) });
const Configuration = z.object({ name: z.string(), value: text, id_shop: link, id_shop_group: link });
const State = z.object({
  id: z.string(),
  name: text,
  paid: flag,
  logable: flag,
  invoice: flag,
  send_email: flag,
  deleted: flag,
});
/** An order state of the shop. */
export type State = z.infer<typeof State>;

/** The records to which orders refer, read at most once an hour. Every method throws `Failure`; undefined where there is no such record. */
export interface Lookups {
  /** A currency's code, ISO 4217. Throws ORDER_UNREADABLE where there is none. */
  currency(id: string | undefined): Promise<string>;
  /** A country's code, ISO 3166-1 alpha-2. */
  country(id: string | undefined): Promise<string | undefined>;
  /** A province's code ("MI"). */
  region(id: string | undefined): Promise<string | undefined>;
  /** A carrier, with the code that stays the same when the shop changes its prices. */
  carrier(id: string | undefined): Promise<{ code: string; title: string } | undefined>;
  /** A tax's rate, per cent. */
  taxRate(id: string | undefined): Promise<number | undefined>;
  states(): Promise<State[]>;
  /** A state's id, by the id itself or the name of the configuration that has it. Throws SHOP_REFUSED. */
  stateId(ref: string): Promise<string>;
  /** Our state for a state of the shop. */
  stateOf(id: string | undefined): Promise<Order['state']>;
  /** The shop's wall clock. Throws SHOP_REFUSED where its time zone is not known. */
  clock(): Promise<WallClock>;
  /** The values of a configuration: one, none, or several where the shops of a multistore differ. */
  configured(name: string): Promise<string[]>;
}

/** The rows that are valid for a shop: its own, else those for all. The list always has the rows of every shop. */
function ofShop<Row extends z.infer<typeof Configuration>>(rows: Row[], shopId: number | undefined): Row[] {
  if (shopId === undefined) return rows;
  const own = rows.filter(({ id_shop }) => id_shop === String(shopId));
  return own.length > 0 ? own : rows.filter(({ id_shop }) => id_shop === undefined);
}

/** Look-ups of one shop. */
export function lookups(client: PrestashopClient, shop: string, settings: Settings): Lookups {
  const named = (what: string) => `${what} of ${shop}`;
  /** A look-up of single records of `resource`, which are kept for an hour. */
  function single<T>(resource: string, schema: z.ZodType<T>, limit: number) {
    const read = cached(limit, HOUR_MS, async (id) => {
      const what = named(`${resource} ${id}`);
      const raw = await client.one(what, resource, id);
      return raw && decoded(schema, what, raw);
    });
    return async (id: string | undefined) => (id ? read(id) : undefined);
  }
  const currencies = single('currencies', OfCurrency, 50);
  const countries = single('countries', Country, 300);
  const regions = single('states', Country, 1000);
  const carriers = single('carriers', Carrier, 300);
  const taxes = single('taxes', Tax, 300);
  const names = [
    ...['PS_TIMEZONE', 'PS_LANG_DEFAULT', 'PS_CURRENCY_DEFAULT', 'PS_USE_ECOTAX'],
    ...stateNames(settings),
  ];
  const configuration = cached(1, HOUR_MS, async () => {
    const what = named('configurations');
    const display = '[id,name,value,id_shop,id_shop_group]';
    const query = { 'filter[name]': `[${names.join('|')}]`, display };
    return (await client.list(what, 'configurations', query)).map((raw) => decoded(Configuration, what, raw));
  });
  const configured = async (name: string) => {
    const rows = (await configuration('')).filter((row) => row.name === name);
    const values = ofShop(rows, settings.shopId).map(({ value }) => value);
    return [...new Set(values.filter((value) => value !== undefined))];
  };
  const states = cached(1, HOUR_MS, async () => {
    const what = named('order states');
    const [language] = await configured('PS_LANG_DEFAULT');
    const query = { display: 'full', ...(language && { language }) };
    return (await client.list(what, 'order_states', query)).map((raw) => decoded(State, what, raw));
  });
  const refused = (why: string) => new Failure('SHOP_REFUSED', 'refused', `${shop}: ${why}`);
  const stateIds = async (ref: string) => (/^\d+$/.test(ref) ? [ref] : await configured(ref));
  const clock = cached(1, HOUR_MS, async () => {
    const [zone, other] = settings.timezone ? [settings.timezone] : await configured('PS_TIMEZONE');
    if (zone && other === undefined && IANAZone.isValidZone(zone)) return wallClock(zone);
    throw refused(
      `its PS_TIMEZONE is ${[zone, other].filter(Boolean).join(' and ') || 'not told'}; set timezone`,
    );
  });

  return {
    currency: async (id) => {
      const found = await currencies(id);
      if (found) return found.iso_code;
      throw new Failure('ORDER_UNREADABLE', 'refused', `${named(`currency ${id ?? '0'}`)} is missing`);
    },
    country: async (id) => (await countries(id))?.iso_code,
    region: async (id) => (await regions(id))?.iso_code,
    carrier: async (id) => {
      const found = await carriers(id);
      if (!found || !id) return undefined;
      const code = found.id_reference ?? id;
      return { code, title: found.name ?? code };
    },
    taxRate: async (id) => {
      const found = await taxes(id);
      return found && Number(found.rate);
    },
    states: () => states(''),
    stateId: async (ref) => {
      const [id, other] = await stateIds(ref);
      if (id !== undefined && other === undefined) return id;
      throw refused(
        `its configuration ${ref} ${id ? 'has several values' : 'holds no state'}; set the state's id`,
      );
    },
    stateOf: async (id) => {
      for (const [ref, meaning] of statesRead(settings))
        if (id !== undefined && (await stateIds(ref)).includes(id)) return meaning;
      return 'unknown';
    },
    clock: () => clock(''),
    configured,
  };
}
