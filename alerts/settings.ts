import { z } from 'zod';
import { Duration, Port } from '../domain/schemas/fields.ts';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
const SMTP = 'must be smtps://user:password@host:port, or host, port, user, password and secure';

/** Whether a host name is this machine, so that no TLS is needed. */
export const isLoopback = (host: string): boolean => LOOPBACK.includes(host);

const Server = z.strictObject({
  host: z
    .string()
    .regex(/^[A-Za-z0-9.:[\]-]+$/, 'the name of a mail server')
    .describe('The mail server.'),
  port: Port.optional().describe('465 where it is secure, otherwise 587.'),
  user: z.string().min(1).optional().describe('Left out where the server asks for no login.'),
  password: z.string().min(1).optional().describe("The user's password; from the environment."),
  secure: z
    .boolean()
    .default(true)
    .describe('TLS from the first byte; otherwise STARTTLS, which is insisted on.'),
});
type Server = z.infer<typeof Server>;

const FromUrl = z
  .string()
  .regex(/^smtps:\/\//, SMTP)
  .transform((text, context): Server => {
    const server = URL.canParse(text) ? fromUrl(new URL(text)) : undefined;
    if (server) return server;
    context.addIssue({ code: 'custom', message: SMTP });
    return z.NEVER;
  });

function fromUrl({ hostname, port, username, password, pathname, search }: URL): Server | undefined {
  if (!hostname || pathname.length > 1 || search) return undefined;
  const decoded = (text: string) => (text ? decodeURIComponent(text) : undefined);
  try {
    const login = { user: decoded(username), password: decoded(password) };
    return { host: hostname, port: port ? Number(port) : undefined, ...login, secure: true };
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

const Mail = z.strictObject({
  smtp: z
    .union([FromUrl, Server], {
      error: (issue) => (issue.code === 'invalid_union' && issue.input !== undefined ? SMTP : undefined),
    })
    .transform(({ port, ...server }) => ({ ...server, port: port ?? (server.secure ? 465 : 587) }))
    .describe('The mail server: smtps://user:password@host, from the environment, or its parts.'),
  from: z.email('must be an e-mail address').describe('The address mails come from.'),
  to: z.array(z.email('must be an e-mail address')).min(1).describe('Who gets them.'),
});

/** Settings of how people hear of attentions: by HTTP POST, by mail, by both, or not at all. */
export const AlertSettings = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .refine((url) => url.startsWith('https:') || isLoopback(new URL(url).hostname), 'must be https')
    .optional()
    .describe('An https address that gets each alert as a JSON POST.'),
  secret: z
    .string()
    .min(32, 'at least 32 characters, such as "openssl rand -base64 32" prints')
    .optional()
    .describe('Signs what is posted, in the header Incasso-Signature; from the environment.'),
  mail: Mail.optional().describe('Who gets each alert by mail.'),
  language: z.enum(['it', 'en']).default('it').describe('Language of the mails.'),
  link: z
    .url({ protocol: /^https?$/ })
    .regex(/\{workflowId\}/, 'must have {workflowId} in it')
    .optional()
    .describe(
      'Where people look at it: https://temporal.example.it/namespaces/default/workflows/{workflowId}',
    ),
  timeout: Duration.prefault('20s').describe('How long a call may take, to the end of its answer.'),
});
/** `AlertSettings` once parsed; `timeout` in milliseconds. */
export type AlertSettings = z.infer<typeof AlertSettings>;
/** The settings of mails once parsed, the SMTP server in its parts. */
export type MailSettings = z.infer<typeof Mail>;
