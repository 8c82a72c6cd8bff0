import { bad, type Finding, finding, good, note } from '../../domain/finding.ts';
import type { IwsmileClient } from './client.ts';
import type { IwsmileSettings } from './settings.ts';

// Nobody has such a transaction: it is asked for to see whether anybody answers.
const NOTHING = { thx_id: '0', payer_id: '0', amount: '0.00', verify_sign: '0' };

/** Whether anybody answers `trx.check`, which is all that can be asked. It changes nothing. */
export function check(client: IwsmileClient, name: string, { environment, account }: IwsmileSettings) {
  const money =
    environment === 'production'
      ? 'the production environment: real money moves'
      : 'the test environment: no real money moves';

  const answering = async (): Promise<Finding> => {
    const subject = 'account';
    const verdict = await client.check(`${name}, checking a callback that there never was`, NOTHING);
    switch (verdict.word) {
      case 'KO':
      case 'EX':
        return good(subject, `callbacks of account ${account} can be checked, in ${money}`);
      case 'IR':
        return note(
          subject,
          `callbacks can be checked, in ${money}; one that there never was is called an invalid request`,
          'See that merchantKey is the key of "Notifica Pagamento" in the back office.',
        );
      case 'OK':
        return bad(
          subject,
          'a callback that there never was is verified: whoever sends one would have paid',
          'Take this gateway out of incasso.yaml: nothing that it says can be believed.',
        );
      case 'other':
        return bad(
          subject,
          `whoever answers for IWSmile does not speak as it did: ${verdict.text}`,
          'See whether IWSmile still takes payments; until it does, take this gateway out of incasso.yaml.',
        );
      default:
        return verdict satisfies never;
    }
  };

  return (urls: string[]): Promise<Finding[]> =>
    finding('account', async () => [
      await answering(),
      note(
        'merchant key',
        'whether account and merchantKey are right is told by nobody: with a wrong key no payment is verified',
        'Make a payment, and see that it becomes paid.',
      ),
      note(
        'callbacks',
        `go to ${urls[0]}, which is told with each payment; each comes once, and nothing lists what was missed`,
        "Compare the account's movements in IWSmile's back office with the payments here, each day.",
      ),
      note('service', 'nobody has seen IWSmile alive since May 2013', 'Read docs/iwsmile.md.'),
    ]);
}
