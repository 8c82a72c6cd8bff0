import type { Call, World } from './books.ts';
import { stamps } from './books.ts';
import { businessError, nothingThere } from './errors.ts';
import { checkRecord, type Fields, type Rec } from './fields.ts';

/** A resource under /webapi/risorse. A method that it lacks is not allowed. */
export interface Collection {
  path: string;
  /** The fields of lists and searches: for `fields`, filters and `?info=true`. */
  fields: Fields;
  key?: { name: string; type: 'string' | 'order' };
  list(call: Call): Rec[];
  read?(call: Call, key: string): { fields: Fields; record: Rec };
  /** Answers the new record's key. */
  create?(call: Call, body: unknown): string;
  update?(call: Call, key: string, body: unknown): void;
  remove?(call: Call, key: string): void;
}

interface MasterOptions {
  path: string;
  key: string;
  fields: Fields;
  records(): Record<string, Rec>;
  /** Checks and completes a record before it is stored; with `isNew` also its key. */
  complete(record: Rec, isNew: boolean): void;
  /** Throws where the record is in use; without it the resource knows no DELETE. */
  free?(key: string): void;
}

/** A collection of records with a key (customers, articles, shipping addresses), which are written whole or in part. */
export function master(world: World, options: MasterOptions): Collection {
  const { fields, key, records } = options;
  const stored = (id: string): Rec => {
    const record = Object.hasOwn(records(), id) ? records()[id] : undefined;
    if (!record) throw nothingThere();
    return record;
  };
  const write = (record: Rec) => {
    record.data_ult_mod = stamps(world).dateTime;
    record.utente_ult_mod = world.settings.user;
    records()[String(record[key])] = record;
    world.sandbox.save();
  };
  return {
    path: options.path,
    fields,
    key: { name: key, type: 'string' },
    list: () => Object.values(records()).sort((a, b) => (String(a[key]) < String(b[key]) ? -1 : 1)),
    read: (_call, id) => ({ fields, record: stored(id) }),
    create(_call, body) {
      const record = checkRecord(fields, body);
      options.complete(record, true);
      if (Object.hasOwn(records(), String(record[key])))
        throw businessError(`Codice ${record[key]} gia' esistente`);
      write(record);
      return String(record[key]);
    },
    update(_call, id, body) {
      const old = stored(id);
      const changes = checkRecord(fields, body);
      if (changes[key] !== undefined && changes[key] !== id)
        throw businessError(`Campo '${key}' diverso dalla chiave della risorsa`);
      assertUnchanged(world, old, changes);
      const record = { ...old, ...changes };
      options.complete(record, false);
      write(record);
    },
    ...(options.free && {
      remove(_call: Call, id: string) {
        stored(id);
        options.free?.(id);
        delete records()[id];
        world.sandbox.save();
      },
    }),
  };
}

/** The optimistic lock, where the installation has it: throws unless the sent `data_ult_mod` is the stored one. */
export function assertUnchanged(world: World, old: Rec, changes: Rec): void {
  const sent = changes.data_ult_mod;
  if (world.settings.optimisticLock && sent !== undefined && sent !== old.data_ult_mod)
    throw businessError('Dati modificati da un altro utente');
}

/** A general table, which is read only. */
export const table = (path: string, fields: Fields, rows: () => Rec[]): Collection => ({
  path: `dati-generali/${path}`,
  fields,
  list: rows,
});
