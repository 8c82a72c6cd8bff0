import { z } from 'zod';
import { faultsOfApiUrl, Timeout } from '../settings.ts';

/** What incasso.yaml says of a shop at Axerve (GestPay, Banca Sella). */
export const settings = z
  .strictObject({
    environment: z
      .enum(['test', 'production'])
      .describe('Which of the two the shop belongs to (sandbox or live); production moves money.'),
    shopLogin: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,30}$/, "must be the shop's login, such as GESPAY12345")
      .describe("The shop's login (shopLogin): GESPAY... in the test environment, digits in production."),
    apiKey: z
      .string()
      .regex(
        /^[\x21-\x7e]+$/,
        'has a space, a line break or a letter that is none; often one at the end of the environment variable',
      )
      .describe('The API key, from the environment: ${AXERVE_API_KEY}.'),
    shopCapture: z
      .enum(['unified', 'separated'])
      .default('unified')
      .describe(
        'How the shop is set in the back office: `unified` takes the money with the authorisation, `separated` only holds it. It changes nothing there.',
      ),
    installationField: z
      .union([z.string().regex(/^[A-Za-z0-9_]{1,30}$/, 'must be letters, digits and _'), z.literal(false)])
      .default('incasso')
      .describe(
        'The customised parameter that carries the name of this installation: it has to be set up in the back office. `false`: none is sent, where no other Incasso takes money on this shop.',
      ),
    paymentMethods: z
      .array(z.string().regex(/^[A-Z0-9]{2,30}$/, "must be one of Axerve's codes, such as CREDITCARD"))
      .min(1)
      .optional()
      .describe(
        "The payment methods to offer, such as [CREDITCARD, MYBANK]; all of the shop's where it is left out. One alone leads straight to it.",
      ),
    apiUrl: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe("Another address than Axerve's, for a sandbox: protocol, host and port."),
    timeout: Timeout,
  })
  .superRefine((given, context) => {
    const words = { example: 'http://127.0.0.1:12113', secret: 'a production key' };
    for (const message of faultsOfApiUrl(given, words))
      context.addIssue({ code: 'custom', path: ['apiUrl'], message });
  });
/** As used, defaults filled in. */
export type AxerveSettings = z.infer<typeof settings>;

const HOSTS = { test: 'https://sandbox.gestpay.net', production: 'https://ecomms2s.sella.it' } as const;

/** Where the REST API is: each environment has a host of its own. Source: hype-app/gestpay-api, "REST API". */
export const apiOf = ({ apiUrl, environment }: Pick<AxerveSettings, 'apiUrl' | 'environment'>): string =>
  `${apiUrl === undefined ? HOSTS[environment] : new URL(apiUrl).origin}/api/v1/`;
