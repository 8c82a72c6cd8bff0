import { z } from 'zod';

/** `timeout` of a kind's settings; milliseconds. */
export const Timeout = z
  .int()
  .positive()
  // A customer waits for the page, and an operator for the refund.
  .max(60_000)
  .default(20_000)
  .describe('How long a call may take, to the end of its answer, in ms; at most a minute.');

/** A key, a secret or a password: white space in it is a mistake, often at the end of an environment variable. */
export const spaceless = (text: z.ZodString) =>
  text.refine((value) => !/\s/.test(value), {
    error: 'contains a space or a line break; often one at the end of the environment variable',
  });

/**
 * What is wrong with an address that takes the place of the gateway's own (`apiUrl`); nothing where there is none, or where it
 * is no address at all. `example` is a right one; `secret` is what would be sent to it, in words.
 */
export function faultsOfApiUrl(
  { environment, apiUrl }: { environment: 'test' | 'production'; apiUrl?: string },
  { example, secret }: { example: string; secret: string },
): string[] {
  // That it is no address at all is reported by the field's own check.
  if (apiUrl === undefined || !URL.canParse(apiUrl)) return [];
  const url = new URL(apiUrl);
  const isBare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  const inTheClear = environment === 'production' && url.protocol === 'http:' && !isLoopback(url);
  return [
    ...(isBare ? [] : [`must be protocol, host and port only, such as ${example}`]),
    ...(inTheClear ? [`must be https: ${secret} is not sent in the clear`] : []),
  ];
}

const isLoopback = ({ hostname }: URL) => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
