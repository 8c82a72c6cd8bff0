import { z } from 'zod';
import { faultsOfApiUrl, Timeout } from '../settings.ts';

const MerchantKey = z
  .string()
  .regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits, without a space or a line break');

/** What incasso.yaml says of an IWSmile account. */
export const settings = z
  .strictObject({
    environment: z
      .enum(['test', 'production'])
      .describe(
        'Which of the two addresses of IWSmile is used; production moves money, and wants iAmSure: true.',
      ),
    iAmSure: z
      .boolean()
      .default(false)
      .describe(
        'That you have seen IWSmile take a payment and call back, and take upon you what docs/iwsmile.md says that nobody has confirmed. Without it production is refused.',
      ),
    account: z
      .string()
      .regex(/^\d{1,20}$/, 'must be digits')
      .describe('The number of the account that takes the money (ACCOUNT).'),
    merchantKey: z
      .union([MerchantKey, z.array(MerchantKey).min(1)])
      .describe(
        'What callbacks are checked with (merchant_key): the key of the back office\'s "Notifica Pagamento", from the environment: ${IWSMILE_MERCHANT_KEY}; a list, the new one first, while it is being changed.',
      ),
    only: z
      .enum(['account', 'card'])
      .optional()
      .describe(
        'Offer only payments from an IWSmile account, or only those by card; both where it is left out.',
      ),
    apiUrl: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe("Another address than IWSmile's, for a sandbox: protocol, host and port."),
    timeout: Timeout,
  })
  .superRefine((given, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (given.environment === 'production' && !given.iAmSure)
      refuse(
        'iAmSure',
        'must be true for production: nobody has seen IWSmile alive since May 2013. Read docs/iwsmile.md, make a payment, and see that it calls back',
      );
    const words = { example: 'http://127.0.0.1:12115', secret: 'the key of a production account' };
    for (const fault of faultsOfApiUrl(given, words)) refuse('apiUrl', fault);
  });
/** As used, defaults filled in. */
export type IwsmileSettings = z.infer<typeof settings>;

/** What callbacks are checked with, the newest first. */
export const keysOf = ({ merchantKey }: Pick<IwsmileSettings, 'merchantKey'>): string[] =>
  [merchantKey].flat();

const HOSTS = { test: 'https://testcheckout.iwsmile.it', production: 'https://checkout.iwsmile.it' };

/** Where page and `trx.check` are: with a slash at its end. */
export const addressOf = ({ environment, apiUrl }: Pick<IwsmileSettings, 'environment' | 'apiUrl'>): string =>
  `${apiUrl === undefined ? HOSTS[environment] : new URL(apiUrl).origin}/Pagamenti/`;
