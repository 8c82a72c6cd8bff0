import { z } from 'zod';
import { faultsOfApiUrl, spaceless, Timeout } from '../settings.ts';

/** Skrill's own rule for it: small letters and digits, ten at most. Another one would be hashed otherwise than Skrill does. */
const SecretWord = z.string().regex(/^[a-z0-9]{1,10}$/, 'must be one to ten small letters and digits');

/** What incasso.yaml says of a Skrill account. */
export const settings = z
  .strictObject({
    environment: z
      .enum(['test', 'production'])
      .describe(
        'Whether the account moves money. Skrill never says: its test accounts live at the same addresses.',
      ),
    email: z.email().describe('The e-mail address of the account that takes the money (pay_to_email).'),
    merchantId: z
      .string()
      .regex(/^\d{1,20}$/, 'must be digits')
      .describe("The account's number (merchant_id), which its status reports carry."),
    apiPassword: spaceless(z.string().min(8)).describe(
      'The API/MQI password, from the environment: ${SKRILL_API_PASSWORD}. Not the one people log in with.',
    ),
    webhookSecret: z
      .union([SecretWord, z.array(SecretWord).min(1)])
      .describe(
        "The account's secret word, by which status reports are signed, from the environment; a list while it is being changed.",
      ),
    signature: z
      .enum(['md5', 'sha2'])
      .default('md5')
      .describe(
        "By what a status report is believed: md5sig, or sha2sig where Skrill's support has switched that on.",
      ),
    apiUrl: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe("Another address than Skrill's, for a sandbox: protocol, host and port."),
    timeout: Timeout,
    paymentMethods: z
      .array(z.string().regex(/^[A-Z]{3}$/, "must be one of Skrill's codes, such as WLT"))
      .min(1)
      .optional()
      .describe(
        "The payment methods to offer, such as [WLT, ACC]; all of the account's where it is left out.",
      ),
  })
  .superRefine((given, context) => {
    const words = { example: 'http://127.0.0.1:12111', secret: 'the password of a production account' };
    for (const message of faultsOfApiUrl(given, words))
      context.addIssue({ code: 'custom', path: ['apiUrl'], message });
  });
/** As used, defaults filled in. */
export type SkrillSettings = z.infer<typeof settings>;
