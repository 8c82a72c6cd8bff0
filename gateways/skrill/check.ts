import { Failure } from '../../domain/failure.ts';
import { bad, type Finding, finding, good, note } from '../../domain/finding.ts';
import type { SkrillClient } from './client.ts';
import { accountCurrency, movements } from './history.ts';
import { installationMark } from './pages.ts';
import type { SkrillSettings } from './settings.ts';
import type { Report } from './wire.ts';

const DAY_MS = 24 * 3_600_000;
// Nobody has such a reference: it is asked for to see whether we may ask.
const NO_PAYMENT = 'incasso-check';
const MOST = 5;
const SCREEN = 'Skrill, Settings > Developer Settings';

/** Whether Skrill lets us ask and give back, and whether what it says of the newest payments is as the settings have it. It changes nothing. */
export function check(client: SkrillClient, name: string, settings: SkrillSettings, installation: string) {
  const money =
    settings.environment === 'production'
      ? 'real money moves, say the settings: Skrill itself does not tell'
      : 'a test account, say the settings: Skrill itself does not tell';

  const account = async (): Promise<Finding[]> => {
    await client.status(`${name}, asking for a payment that there is not`, { trn_id: NO_PAYMENT });
    const currency = await accountCurrency(client, `${name}, reading the history of today`);
    const kept = currency ? `, kept in ${currency}` : '';
    return [good('account', `queries are answered to ${settings.email}${kept}; ${money}`)];
  };

  /** A refund of what is not there is refused, but to whom may not ask at all in other words. */
  const refunding = async (): Promise<Finding[]> => {
    const what = `${name}, preparing a refund that can not be`;
    const sid = await client
      .prepareRefund(what, { transaction_id: NO_PAYMENT, amount: '1.00' })
      .catch((error: unknown) => {
        if (error instanceof Failure && error.code === 'GATEWAY_REFUSED') return undefined;
        throw error;
      });
    if (sid === undefined) return [good('refunds', 'the interface takes the login')];
    return [note('refunds', 'a refund of a payment that there is not was prepared; none was made')];
  };

  const newest = async (): Promise<Finding[]> => {
    const since = new Date(Date.now() - 14 * DAY_MS);
    const all = await movements(client, `${name}, reading the history of two weeks`, since);
    const paid = all.filter(({ kind }) => kind === 'payment').slice(-MOST);
    const reports: Report[] = [];
    for (const { id } of paid) {
      const report = await client.status(`${name}, asking for ${id}`, { mb_trn_id: id });
      if (report) reports.push(report);
    }
    return [...identity(reports, settings), ...others(reports, installation)];
  };

  return (urls: string[]): Promise<Finding[]> =>
    finding('account', async () => {
      // With a password that is refused, or nobody there, the others would say the same.
      const first = await account();
      return [
        ...first,
        ...(await finding('refunds', refunding)),
        ...(await finding('newest payments', newest)),
        reports(urls),
      ];
    });
}

/** A wrong account number or address shows in what Skrill says of payments, and nowhere else. */
function identity(reports: Report[], { merchantId, email }: SkrillSettings): Finding[] {
  const subject = 'newest payments';
  const [first] = reports;
  if (!first) return [note(subject, 'there are none to compare merchantId with', `See it in ${SCREEN}.`)];
  const other = reports.find(({ merchant_id }) => merchant_id !== merchantId);
  if (other)
    return [
      bad(
        subject,
        `are of account ${other.merchant_id}, and merchantId is ${merchantId}: no report would be believed`,
        `Put ${other.merchant_id} into merchantId.`,
      ),
    ];
  const isOurs = ({ pay_to_email: to }: Report) => !to || to.toLowerCase() === email.toLowerCase();
  if (reports.every(isOurs)) return [good(subject, `are of account ${merchantId}`)];
  return [
    note(
      subject,
      'went to another e-mail address of the account than email',
      'See that email is the one that is to be paid.',
    ),
  ];
}

/** Who else takes money on this account, by the newest payments. */
function others(reports: Report[], installation: string): Finding[] {
  const mine = installationMark(installation);
  const text = `payments are marked as those of "${mine}"`;
  const names = new Set(
    reports.flatMap(({ incasso_installation: one }) => (one && one !== mine ? [one] : [])),
  );
  if (names.size === 0) return [good('installation', text)];
  return [
    note(
      'installation',
      `${text}; the account has others too, which are not heard here: ${[...names].join(', ')}`,
      'If one of these was the name of this installation, give it back: installation in incasso.yaml.',
    ),
  ];
}

/** The address is told with each payment: only whether Skrill can reach it is to be seen, and not from here. */
function reports([url = '']: string[]): Finding {
  const subject = 'status reports';
  const { protocol, port } = URL.canParse(url) ? new URL(url) : { protocol: '', port: '' };
  const known = protocol === 'https:' ? ['', '443'] : ['', '80'];
  if (!known.includes(port))
    return note(
      subject,
      `go to ${url}, which is told with each payment; Skrill posts to few ports only`,
      'Let api.publicUrl be at port 443, or 80.',
    );
  return good(subject, `go to ${url}, which is told with each payment`);
}
