import { bad, type Finding, finding, good, note } from '../../domain/finding.ts';
import type { AxerveClient } from './client.ts';
import { anotherIn, isReference, markOf, type Ours, ownPaymentOf } from './marks.ts';
import { rowsOf } from './search.ts';
import type { AxerveSettings } from './settings.ts';
import { type Detail, ShopEnvironment, ShopMoto, ShopVersion } from './wire.ts';

const NEWEST = 20;
const SCREEN = 'Configuration > Fields & Parameters';

/** Whether the shop is set as the settings have it, and what its newest payments carry. It changes nothing. */
export function check(client: AxerveClient, name: string, settings: AxerveSettings, ours: Ours) {
  const { environment, shopLogin, installationField } = settings;

  const shop = async (): Promise<Finding[]> => {
    const what = `${name}, asking for the environment of ${shopLogin}`;
    const found = await client.shop(what, 'environment', ShopEnvironment);
    const word = found.environment.toUpperCase();
    const wanted = environment === 'production' ? 'LIVE' : 'SANDBOX';
    if (word !== wanted)
      return [
        bad(
          'shop',
          `${shopLogin} is ${word} at Axerve, but environment is "${environment}"`,
          `Set environment to what the shop is, or shopLogin and apiKey to those of a shop that is ${wanted}.`,
        ),
      ];
    const money = wanted === 'LIVE' ? 'real money moves' : 'no real money moves';
    return [good('shop', `${shopLogin} takes the key, and is ${word}: ${money}`)];
  };

  const version = async (): Promise<Finding[]> => {
    const found = await client.shop(`${name}, asking for its version`, 'version', ShopVersion);
    if (found.version.toLowerCase() !== 'starter') return [good('version', found.version)];
    return [
      note(
        'version',
        'Starter: Axerve notifies nothing, so what became of a payment is known once the customer comes back, or by the search of every ten minutes',
        'For quicker orders ask Axerve for Professional.',
      ),
    ];
  };

  const capture = async (): Promise<Finding[]> => {
    const { moto } = await client.shop(`${name}, asking for its capture`, 'moto', ShopMoto);
    const offered = moto.filter(({ paymentType }) => settings.paymentMethods?.includes(paymentType) ?? true);
    return captureFindings(offered, settings.shopCapture);
  };

  const newest = async (): Promise<Finding[]> => {
    const what = `${name}, reading the newest payments`;
    const { rows } = await rowsOf(client, what, { lastNDays: '14' });
    const ids = rows.flatMap(({ paymentID, shopTransactionID }) =>
      paymentID && isReference(shopTransactionID ?? '') ? [paymentID] : [],
    );
    const details: Detail[] = [];
    for (const paymentID of ids.slice(-NEWEST))
      details.push((await client.detail(what, { paymentID })).detail);
    return [installationOf(details, ours)];
  };

  return (urls: string[]): Promise<Finding[]> =>
    finding('shop', async () => {
      // With a key that is refused, or nobody there, the others would say the same.
      const first = await shop();
      return [
        ...first,
        ...(await finding('version', version)),
        ...(await finding('capture', capture)),
        ...(installationField === false ? [alone()] : await finding('installation', newest)),
        told(urls),
      ];
    });
}

function captureFindings(moto: { paymentType: string; capture: string }[], wanted: string): Finding[] {
  const other = moto.filter(({ capture }) => capture.toLowerCase() !== wanted);
  const named = (some: typeof moto) => some.map((one) => `${one.paymentType} ${one.capture}`).join(', ');
  if (other.length > 0)
    return [
      bad(
        'capture',
        `the shop is set otherwise than shopCapture: ${wanted} says (${named(other)}): money that is only held would count as taken, or the other way round`,
        'Set each payment method in the back office of Axerve, or shopCapture here, so that they agree.',
      ),
    ];
  if (wanted === 'separated')
    return [
      note(
        'capture',
        'separated: money is held first, and taken by a call of ours: at once, or later as capture says',
        'Where all money is to be taken at once, set the shop, and shopCapture, to unified.',
      ),
    ];
  if (moto.length === 0)
    return [
      note(
        'capture',
        'Axerve does not say how a payment method of these is settled: money that is only held would count as taken',
        'See in its back office that each method is settled at once.',
      ),
    ];
  return [good('capture', named(moto))];
}

/** What the newest payments carry: whether the customised parameter works, and who else takes money on this shop. */
function installationOf(details: Detail[], ours: Ours): Finding {
  const subject = 'installation';
  const { installation, installationField: field } = ours;
  const others = new Set(details.flatMap((detail) => anotherIn(detail, ours) ?? []));
  if (others.size > 0)
    return note(
      subject,
      `payments are marked as those of "${installation}"; the shop has others too, which are not heard here: ${[...others].join(', ')}`,
      'If one of these was the name of this installation, give it back: installation in incasso.yaml.',
    );
  const isMarked = (detail: Detail) => markOf(detail, field) !== undefined && ownPaymentOf(detail, ours);
  if (details.some(isMarked)) return good(subject, `payments are marked as those of "${installation}"`);
  if (details.length === 0)
    return note(
      subject,
      `no payment shows yet whether "${field}" is set up`,
      `See that ${SCREEN} has the customised parameter "${field}": Axerve refuses payments that carry one that it does not know.`,
    );
  return note(
    subject,
    `the newest payments have no "${field}", by which another installation's would be told apart`,
    `Set up the customised parameter "${field}" under ${SCREEN}; or set installationField to false where no other Incasso takes money on this shop.`,
  );
}

const alone = (): Finding =>
  note(
    'installation',
    'payments carry no name: those of any other Incasso on this shop would be heard here too',
    'Let each Incasso have a shopLogin of its own, or set installationField.',
  );

/** The address is told with each payment: only whether Axerve can reach it is to be seen, and not from here. */
const told = ([url = '']: string[]): Finding =>
  url.startsWith('https:')
    ? good('notifications', `go to ${url}, which is told with each payment`)
    : note(
        'notifications',
        `go to ${url}, which is told with each payment and is no https`,
        'Let api.publicUrl begin with https.',
      );
