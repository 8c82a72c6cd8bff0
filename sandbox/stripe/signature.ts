import { createHmac } from 'node:crypto';

/**
 * The header Stripe-Signature: `t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">`, with a v1 for each secret. The time is the
 * machine's, since the sandbox's clock, which can be advanced, is only for objects.
 */
export function signature(body: string, secrets: string[], corrupt = false): string {
  const t = Math.floor(Date.now() / 1000);
  const signed = secrets.map((secret) => {
    const digest = createHmac('sha256', corrupt ? `${secret}?` : secret)
      .update(`${t}.${body}`)
      .digest('hex');
    return `v1=${digest}`;
  });
  return [`t=${t}`, ...signed].join(',');
}
