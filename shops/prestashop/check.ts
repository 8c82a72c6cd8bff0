import { bad, type Finding, finding, good, note } from '../../domain/finding.ts';
import { changedFinding, clockFinding, newestFinding } from '../checks.ts';
import type { Shop } from '../shop.ts';
import { readRights, readXml } from './answers.ts';
import type { PrestashopClient, Welcome } from './client.ts';
import { errorText, saysKeyIsMissing } from './errors.ts';
import type { Lookups, State } from './lookups.ts';
import { rightFindings } from './rights.ts';
import type { Settings } from './settings.ts';
import { UNPAID } from './states.ts';

const CLOCK_MS = 120_000;

/** Checks whether the shop can be read and told, as far as that shows without changing anything. */
export function check(
  client: PrestashopClient,
  lookups: Lookups,
  shop: string,
  settings: Settings,
  { readOrder, listChanged }: Pick<Shop, 'readOrder' | 'listChanged'>,
) {
  const zone = async (): Promise<Finding[]> => {
    const stated = await lookups.configured('PS_TIMEZONE');
    await lookups.clock();
    const { timezone } = settings;
    if (!timezone || (stated.length === 1 && stated[0] === timezone))
      return [good('time zone', `${timezone ?? stated[0]}`)];
    const todo = 'Leave timezone out, unless PS_TIMEZONE is wrong.';
    return [
      note('time zone', `is taken for ${timezone}; the shop says ${stated.join(', ') || 'none'}`, todo),
    ];
  };

  const statesSet = async (): Promise<Finding[]> => {
    const all = await lookups.states();
    const uses = Object.entries(settings.states).filter(([, ref]) => ref !== undefined);
    const found: Finding[] = [];
    for (const [use, ref = ''] of uses)
      found.push(
        ...(await finding(`states.${use}`, async () => {
          const id = await lookups.stateId(ref);
          return [
            stateFinding(
              use as keyof Settings['states'],
              all.find((state) => state.id === id),
              id,
            ),
          ];
        })),
      );
    if (!settings.states.paid)
      found.push(note('states.paid', 'is not set: orders that are paid get a message only'));
    return found;
  };

  const statesKnown = async (): Promise<Finding[]> => {
    const unknown: string[] = [];
    for (const { id, name } of (await lookups.states()).filter(({ deleted }) => !deleted))
      if ((await lookups.stateOf(id)) === 'unknown') unknown.push(`${id} "${name ?? ''}"`);
    const subject = 'order states';
    if (unknown.length === 0) return [good(subject, 'are all understood')];
    return [note(subject, `nothing is known of ${unknown.join(', ')}`, 'Name them under statesRead.')];
  };

  const newest = async (): Promise<Finding[]> => {
    const query = { sort: '[id_DESC]', limit: '1', display: '[id]' };
    const [order] = await client.list(`newest order of ${shop}`, 'orders', query);
    return newestFinding(order && String(order.id), readOrder);
  };

  return async (): Promise<Finding[]> => {
    const what = `webservice of ${shop}`;
    const found = await finding('webservice', async () => welcomeFindings(await client.root(what), settings));
    // Where we are not let in, every other question gets the same answer.
    if (found.some(({ ok }) => ok === false)) return found;
    for (const [subject, part] of [
      ['time zone', zone],
      ['states', statesSet],
      ['order states', statesKnown],
      ['changed orders', () => changedFinding(listChanged)],
      ['newest order', newest],
    ] as const)
      found.push(...(await finding(subject, part)));
    return found;
  };
}

/** Findings from the webservice's root: whether it is on and lets us in, what we may do, and what time it has. */
function welcomeFindings({ status, headers, data }: Welcome, { shopId }: Settings): Finding[] {
  const read = status === 200 ? readRights(data) : undefined;
  if (!read) return [shutFinding(status, data, shopId)];
  const version = String(headers['psws-version'] ?? 'of a version that it does not tell');
  const answers = `PrestaShop ${version} "${read.shop}" answers`;
  const supported = /^(1\.7|8|9)\b/.test(version);
  return [
    supported ? good('webservice', answers) : note('webservice', `${answers}; known are 1.7, 8 and 9`),
    ...rightFindings(read.rights, version),
    clockFinding(headers.date, CLOCK_MS, note),
  ];
}

function shutFinding(status: number, data: string, shopId: number | undefined): Finding {
  const subject = 'webservice';
  const errors = readXml(data, '')?.errors ?? [];
  const detail = `HTTP ${status}${errors.length > 0 ? `: ${errorText(errors)}` : ''}`;
  const codes = errors.map(({ code }) => code);
  if (codes.includes('22'))
    return bad(
      subject,
      `is switched off (${detail})`,
      'Turn on "Enable PrestaShop\'s webservice" under Advanced Parameters > Webservice.',
    );
  if (status === 401 && saysKeyIsMissing(errors, data))
    return bad(
      subject,
      `gets no key (${detail}): the web server keeps the Authorization header from PHP`,
      'Put "CGIPassAuth On" into the site\'s Apache configuration, or SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1.',
    );
  if (codes.includes('132'))
    return bad(
      subject,
      `refuses the key for ${shopId ? `shop ${shopId} (shopId)` : 'its default shop'} (${detail})`,
      'Tick that shop in the key, or correct shopId.',
    );
  // PrestaShop redirects too where there is no such shop, or it is switched off.
  if (shopId && status >= 300 && status < 400)
    return bad(
      subject,
      `sends us elsewhere (${detail}), as where there is no shop ${shopId} (shopId)`,
      'Correct shopId, or switch that shop on; else correct url.',
    );
  if (status === 401 || status === 403)
    return bad(
      subject,
      `refuses the key (${detail})`,
      'Compare key with the shop, and see that it is active there.',
    );
  return bad(
    subject,
    `is not where url says (${detail})`,
    "Correct url; see that the shop's friendly addresses work, and that nothing else answers there.",
  );
}

function stateFinding(use: keyof Settings['states'], state: State | undefined, id: string): Finding {
  const subject = `states.${use}`;
  if (!state || state.deleted) return bad(subject, `the shop has no state ${id}`, `Correct ${subject}.`);
  const name = `"${state.name ?? ''}" (${id})`;
  if (UNPAID.has(use) && state.paid)
    return bad(
      subject,
      `${name} counts as paid: it would book money that nobody took`,
      `Correct ${subject}.`,
    );
  if (use === 'paid' && !(state.paid && state.invoice))
    return bad(
      subject,
      `${name} books no payment: it has to count as paid and make an invoice`,
      'Choose another state, or tick both in it.',
    );
  if (use === 'verify' && state.logable)
    return note(subject, `${name} counts as valid: the shop may ship it`, 'Choose a state that is not.');
  if (use === 'pay' && !state.send_email)
    return note(subject, `${name} mails nothing: the customer learns of the link in the order only`);
  return good(subject, name);
}
