import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { faultsOfApiUrl, spaceless, Timeout } from '../settings.ts';

const WebhookId = spaceless(z.string().min(1)).refine((value) => /^[A-Za-z0-9_-]+$/.test(value), {
  error: "must be the webhook's id, such as 8PT597110X687430LKGECATA, and not its address",
});
/** For which PayPal's simulator signs whatever anybody has it send, to any address. */
const OF_SIMULATOR = 'WEBHOOK_ID';
const OwnWebhookId = WebhookId.refine((value) => value.toUpperCase() !== OF_SIMULATOR, {
  error: "must be an id of your own: everybody can have PayPal's simulator sign for this one",
});

/** Certificates of a text in PEM, one after the other. */
export const pemBlocks = (text: string): string[] =>
  text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];

/** What incasso.yaml says of a PayPal account. */
export const settings = z
  .strictObject({
    environment: z
      .enum(['test', 'production'])
      .describe('Which of the two the app belongs to (Sandbox or Live); production moves money.'),
    clientId: spaceless(z.string().min(1)).describe('The Client ID of the REST app.'),
    clientSecret: spaceless(z.string().min(1)).describe(
      'The secret of the REST app, from the environment: ${PAYPAL_CLIENT_SECRET}.',
    ),
    webhookId: z
      .union([OwnWebhookId, z.array(OwnWebhookId).min(1)])
      .describe(
        "The webhook's id: notifications are signed for it. A list while one webhook takes another's place.",
      ),
    apiUrl: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe(
        "Another address than PayPal's, for a sandbox: protocol, host and port. Certificates of notifications may come from there too.",
      ),
    certificateAuthority: z
      .string()
      .refine(areCertificates, { error: 'must be certificates in PEM, from -----BEGIN CERTIFICATE----- on' })
      .optional()
      .describe(
        'In PEM: whom certificates of notifications have to lead to, besides the authorities that Node knows. For a sandbox.',
      ),
    timeout: Timeout,
    brandName: z
      .string()
      .min(1)
      .max(127)
      .optional()
      .describe("The shop's name on PayPal's page; the account's where it is left out."),
    immediatePayment: z
      .boolean()
      .default(true)
      .describe(
        'Offer only what pays at once. With false bank accounts too, whose money comes days later (eCheck).',
      ),
    orderHours: z
      .union([z.literal(3), z.literal(24), z.literal(48), z.literal(72)])
      .default(3)
      .describe(
        'For how long PayPal keeps an open order: 3 hours, or what your account manager has granted.',
      ),
    backOfficeUrl: z.url().optional().describe("Another address of activities than PayPal's, for a sandbox."),
  })
  .superRefine((given, context) => {
    const words = { example: 'http://127.0.0.1:12112', secret: 'a production secret' };
    for (const message of faultsOfApiUrl(given, words))
      context.addIssue({ code: 'custom', path: ['apiUrl'], message });
  });
/** As used, defaults filled in. */
export type PayPalSettings = z.infer<typeof settings>;

function areCertificates(text: string): boolean {
  const blocks = pemBlocks(text);
  try {
    return blocks.length > 0 && blocks.every((block) => new X509Certificate(block).subject !== '');
  } catch {
    // Whatever Node has against it, it is none.
    return false;
  }
}

/** Where PayPal's API is: [for us, for its webhooks' certificates too]. Source: the REST reference, "API requests". */
const HOSTS = {
  test: ['https://api-m.sandbox.paypal.com', 'https://api.sandbox.paypal.com'],
  production: ['https://api-m.paypal.com', 'https://api.paypal.com'],
} as const;

type Where = Pick<PayPalSettings, 'environment' | 'apiUrl'>;

export const apiOf = ({ environment, apiUrl }: Where): string =>
  apiUrl === undefined ? HOSTS[environment][0] : new URL(apiUrl).origin;

/** From where certificates of notifications may come. */
export const certificateOrigins = ({ environment, apiUrl }: Where): string[] => [
  ...HOSTS[environment],
  ...(apiUrl === undefined ? [] : [new URL(apiUrl).origin]),
];
