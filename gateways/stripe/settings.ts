import { z } from 'zod';
import { faultsOfApiUrl, spaceless, Timeout } from '../settings.ts';

const WebhookSecret = spaceless(z.string().min(1)).refine((value) => value.startsWith('whsec_'), {
  error: "must start with whsec_: the endpoint's signing secret, not an API key",
});

/** What incasso.yaml says of a Stripe account. */
export const settings = z
  .strictObject({
    environment: z
      .enum(['test', 'production'])
      .describe('Which of the two the key belongs to; production moves money.'),
    secretKey: spaceless(z.string().min(1)).describe(
      'A secret or restricted key, from the environment: ${STRIPE_SECRET_KEY}. A restricted one may write Checkout Sessions, Charges and Refunds, and read PaymentIntents, Disputes and Events.',
    ),
    webhookSecret: z
      .union([WebhookSecret, z.array(WebhookSecret).min(1)])
      .describe("The endpoint's signing secret, from the environment; a list while one is being rolled."),
    account: z
      .string()
      .regex(/^acct_\w+$/, 'must be an account such as acct_1Abc')
      .optional()
      .describe(
        'Where the key is that of a Connect platform: the connected account that takes the money. Events of any other are not ours; without it, those of all connected accounts.',
      ),
    apiUrl: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe("Another address than Stripe's, for a sandbox: protocol, host and port."),
    timeout: Timeout,
    paymentMethods: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe(
        'The payment methods to offer, such as [card, sepa_debit]; those of the dashboard where it is left out.',
      ),
    backOfficeUrl: z.url().optional().describe("Another dashboard than Stripe's, for a sandbox."),
  })
  .superRefine((given, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const { environment, secretKey } = given;
    const [, kind, mode] = /^(sk|rk)_(test|live)_/.exec(secretKey) ?? [];
    const [ours, other] = environment === 'production' ? ['live', 'test'] : ['test', 'production'];
    const wanted = `sk_${ours}_ or rk_${ours}_`;
    if (!kind) refuse('secretKey', `must start with ${wanted} in environment "${environment}"`);
    else if (mode !== ours)
      refuse(
        'secretKey',
        `is a key of Stripe's ${other} environment (${kind}_${mode}_...), but environment is "${environment}": it must start with ${wanted}`,
      );
    const words = { example: 'http://127.0.0.1:12111', secret: 'a production key' };
    for (const fault of faultsOfApiUrl(given, words)) refuse('apiUrl', fault);
  });
/** As used, defaults filled in. */
export type StripeSettings = z.infer<typeof settings>;
