import { Client, Connection } from '@temporalio/client';
import Fastify from 'fastify';
import Stripe from 'stripe';
import { METADATA_KEY } from '../../gateways/stripe/marks.ts';
import { noticeSignal } from './workflows.ts';

/** The least that an API does for a webhook: checks its signature and signals one workflow. Arguments: port, secret. */
const [, , port = '0', secret = ''] = process.argv;
const connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS });
const client = new Client({ connection });
const app = Fastify();
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
app.post('/webhooks', async ({ body, headers }) => {
  const raw = body as Buffer;
  Stripe.webhooks.signature?.verifyHeader(raw, String(headers['stripe-signature']), secret, 300);
  const event = JSON.parse(raw.toString('utf8'));
  const workflowId = event.data.object.metadata[METADATA_KEY];
  await client.workflow.getHandle(workflowId).signal(noticeSignal, { id: event.id, type: event.type });
  return { received: true };
});
await app.listen({ host: '127.0.0.1', port: Number(port) });
console.log('ready to be measured');
process.once('SIGTERM', () => void app.close().then(() => connection.close()));
