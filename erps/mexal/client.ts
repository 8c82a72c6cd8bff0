import type { AxiosRequestConfig, AxiosResponse } from 'axios';
import pLimit from 'p-limit';
import type { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { asRead, httpClient, transportFailure } from '../../http/client.ts';
import type { Lease } from '../lease.ts';
import type { Login } from '../login.ts';
import { answerFailure, isMissing } from './failures.ts';
import type { MexalSettings } from './settings.ts';
import { type Filter, keyOfLocation, page } from './wire.ts';

/**
 * If the password is changed while calls are under way, all of them can be refused. Mexal locks a user after three
 * refusals: with two calls at a time, the third is left for the person who mends it.
 */
export const mostAtOnce = { calls: 2, why: 'Mexal locks a user after three refused logins' };

interface Target {
  /** For messages: "search of customers". */
  what: string;
  /** Below /risorse: "documenti/ordini-clienti". */
  path: string;
  /** Accounting year, in whose archive it is looked or written. */
  year: number;
  /** Values sent that may come back in the ERP's words and must not get into messages. */
  personal?: string[];
  /** "There is no such record" counts as an answer. */
  mayBeMissing?: boolean;
}

interface Search {
  filters: Filter[];
  fields: string[];
  /** So many are enough: only the first page is read, with at most so many rows. */
  most?: number;
  /** Hears the ERP's own clock at the first answer ("20260305 111630"), where it tells it. */
  at?(localTime: string): void;
}

/** Passepartout WebAPI, resources channel. Every method throws `Failure` and nothing else. */
export interface MexalClient {
  /** All pages of a list, or of a search where there are filters. A lost answer had no effect: kind `away`. */
  readAll<T extends z.ZodType>(target: Target, row: T, search?: Search): Promise<z.output<T>[]>;
  readOne<T extends z.ZodType>(target: Target, key: string, shape: T): Promise<z.output<T>>;
  /** Undefined where Mexal says that nothing has this key. */
  readIfThere<T extends z.ZodType>(target: Target, key: string, shape: T): Promise<z.output<T> | undefined>;
  /** Changes the header of a document. Done twice it is the same: a lost answer is kind `away`. */
  changeHeader(target: Target, key: string, body: object): Promise<void>;
  /** Creates and answers the key. A lost answer is kind `maybe`. */
  create(target: Target, body: object): Promise<string>;
}

export function mexalClient(settings: MexalSettings, login: Login, lease: Lease): MexalClient {
  const http = httpClient(`${settings.url.replace(/\/+$/, '')}/risorse/`, settings.timeout);
  const token = Buffer.from(`${settings.user}:${settings.password}`).toString('base64');
  const authorization = `Passepartout ${token}${settings.domain ? ` Dominio=${settings.domain}` : ''}`;
  const place = settings.warehouse === undefined ? '' : ` Magazzino=${settings.warehouse}`;
  const attempt = async (target: Target, request: AxiosRequestConfig): Promise<AxiosResponse> => {
    const headers = {
      Authorization: authorization,
      'Coordinate-Gestionale': `Azienda=${settings.company} Anno=${target.year}${place}`,
    };
    lease.assertHeld(target.what);
    const answer = await http.request({ ...request, headers }).catch((error: unknown) => {
      throw transportFailure('ERP', target.what, error);
    });
    const isThere = answer.status >= 200 && answer.status < 300;
    if (isThere || (target.mayBeMissing && isMissing(answer))) return answer;
    throw answerFailure(target.what, answer, [settings.password, token, ...(target.personal ?? [])]);
  };

  const inFlight = pLimit(mostAtOnce.calls);
  const send = (target: Target, request: AxiosRequestConfig): Promise<AxiosResponse> =>
    inFlight(() => login.through(target.what, () => attempt(target, request)));

  const ask = (target: Target, request: AxiosRequestConfig) =>
    send(target, request).catch((error: unknown) => {
      throw error instanceof Failure ? asRead('ERP', error) : error;
    });

  const read = async <T extends z.ZodType>(target: Target, shape: T, request: AxiosRequestConfig) =>
    understood(target, shape, await ask(target, request));

  const understood = <T extends z.ZodType>(target: Target, shape: T, answer: AxiosResponse) => {
    const parsed = shape.safeParse(answer.data);
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new Failure('ERP_AWAY', 'away', `${target.what}: unreadable answer${where && ` at ${where}`}`);
  };

  return {
    async readAll(target, row, search) {
      const rows: z.output<typeof row>[] = [];
      let next: string | undefined;
      do {
        const params = { fields: search?.fields.join(','), max: search?.most, next };
        const request = search
          ? { method: 'POST', url: `${target.path}/ricerca`, params, data: { filtri: search.filters } }
          : { method: 'GET', url: target.path, params };
        const answer = await read(target, page(row), request);
        if (next === undefined && answer.data_ric_elab) search?.at?.(answer.data_ric_elab);
        rows.push(...answer.dati);
        next = answer.next || undefined;
      } while (next && search?.most === undefined);
      return rows;
    },
    readOne: (target, key, shape) => read(target, shape, { method: 'GET', url: `${target.path}/${key}` }),
    async readIfThere(target, key, shape) {
      const which = { ...target, mayBeMissing: true };
      const answer = await ask(which, { method: 'GET', url: `${target.path}/${key}` });
      return isMissing(answer) ? undefined : understood(target, shape, answer);
    },
    async changeHeader(target, key, body) {
      const params = { solo_testata: true };
      await ask(target, { method: 'PUT', url: `${target.path}/${key}`, params, data: body });
    },
    async create(target, body) {
      const answer = await send(target, { method: 'POST', url: target.path, data: body });
      const key = keyOfLocation(answer.headers.location);
      if (key) return key;
      throw new Failure(
        'ERP_ANSWER_LOST',
        'maybe',
        `${target.what}: HTTP ${answer.status} without a readable key`,
      );
    },
  };
}
