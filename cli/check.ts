import type { Client } from '@temporalio/client';
import type { Connectors } from '../config/connectors.ts';
import type { Env } from '../config/environment.ts';
import { webhookUrls } from '../config/links.ts';
import type { Config } from '../config/schema.ts';
import { Failure } from '../domain/failure.ts';
import { bad, type Finding, finding } from '../domain/finding.ts';
import type { Erp } from '../erps/erp.ts';
import { temporalClient } from '../temporal/connection.ts';
import { checkApi } from './api.ts';
import { type Answers, compare } from './compare.ts';
import { currencyFindings } from './currencies.ts';
import { mappingFindings } from './mapping-findings.ts';
import { methodsOf } from './methods.ts';
import { checkTemporal, isShut } from './temporal.ts';

/** The findings of one system. */
export interface Section {
  /** "shop", "gateway", "erp", "mapping", "temporal", "api". */
  system: string;
  /** The system's name in incasso.yaml; absent for kinds of which there is only one. */
  name?: string;
  findings: Finding[];
}

/** What the commands work with: the installation, its connectors and how long to wait. */
export interface Checking {
  config: Config;
  connectors: Connectors;
  env: Env;
  /** Absent where the environment names no Temporal server. */
  client: Client | undefined;
  /** How long each system is waited for, in milliseconds. */
  limitMs: number;
  /** Called with the name of each system once it was looked at. */
  progress: (what: string) => void;
}

/** Checks every system of an installation, all at once, without changing anything. */
export async function check(checking: Checking): Promise<Section[]> {
  const { config, connectors, env, client, limitMs, progress } = checking;
  const asking = ask({ ...checking, progress: () => undefined });
  const section = async (
    system: string,
    name: string | undefined,
    look: () => Promise<Finding[]>,
    ms = limitMs,
  ) => {
    const findings = await findingsWithin(ms, look);
    progress([system, name].filter(Boolean).join(' '));
    return { system, name, findings };
  };
  return Promise.all([
    // Where no server is named, `temporalClient` throws CONFIG_MISSING_ENV, which becomes the finding.
    section('temporal', undefined, async () => checkTemporal(client ?? temporalClient(env), config)),
    section('api', undefined, () => checkApi(config)),
    ...Object.entries(connectors.shops).map(([name, shop]) => section('shop', name, () => shop.check())),
    ...Object.entries(connectors.gateways).map(([name, gateway]) =>
      section('gateway', name, () => gateway.check(webhookUrls(config, name))),
    ),
    ...Object.entries(connectors.erps).map(([name, erp]) =>
      section('erp', name, () => unlessShut(client, erp, () => erp.check())),
    ),
    section(
      'mapping',
      undefined,
      async () => {
        const [answers, currencies] = await Promise.all([asking, currencyFindings(config, connectors)]);
        return [...mappingFindings(compare(config, answers), answers), ...currencies];
      },
      // The calls it waits for end within the limit themselves.
      2 * limitMs,
    ),
  ]);
}

/** The methods of every shop and the payments of every ERP; a system that gives no answer has the reason in its place. */
export async function ask({ connectors, client, limitMs, progress }: Checking): Promise<Answers> {
  const late = `no answer within ${limitMs / 1000} s`;
  const shops = Object.values(connectors.shops).map(async (shop) => {
    const methods = methodsOf(shop, client);
    const listed = await limited(limitMs, methods, () => ({ methods: [], unseen: [late] }));
    progress(`shop ${shop.name}`);
    return [shop.name, listed] as const;
  });
  const erps = Object.values(connectors.erps).map(async (erp) => {
    const payments = paymentsOf(client, erp);
    const coded = await limited(limitMs, payments, () => ({ why: late }));
    progress(`erp ${erp.name}`);
    return [erp.name, coded] as const;
  });
  const [listed, coded] = await Promise.all([Promise.all(shops), Promise.all(erps)]);
  return { shops: Object.fromEntries(listed), erps: Object.fromEntries(coded) };
}

async function paymentsOf(client: Client | undefined, erp: Erp): Promise<Answers['erps'][string]> {
  try {
    return { payments: await unlessShut(client, erp, () => erp.listPayments()) };
  } catch (error) {
    if (error instanceof Failure) return { why: error.message };
    throw error;
  }
}

/** Calls the ERP, unless it is known to refuse our login: each further refusal brings our user nearer to being locked. */
async function unlessShut<T>(client: Client | undefined, erp: Erp, call: () => Promise<T>): Promise<T> {
  if (client && (await isShut(client, erp.name)))
    throw new Failure(
      'ERP_LOGIN_REFUSED',
      'refused',
      `${erp.name} is not asked: it refused our login, says its workflow erp:${erp.name}, and is left alone until an operator sends that "resume"`,
    );
  return call();
}

/** What the call gives within `ms`, otherwise what `late` gives; the call itself is not stopped, its result is ignored. */
async function limited<T>(ms: number, call: Promise<T>, late: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(late()), ms);
  });
  try {
    return await Promise.race([call, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** The findings of one system; no answer within `ms` is a finding too. */
const findingsWithin = (ms: number, check: () => Promise<Finding[]>): Promise<Finding[]> =>
  limited(ms, finding('answer', check), () => [
    bad(
      'answer',
      `there is none after ${ms / 1000} s`,
      'See that it runs and can be reached from here, or wait longer (--timeout).',
    ),
  ]);
