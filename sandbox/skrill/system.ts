import { decidedLater, type GatewaySystem } from '../kit/system.ts';
import type { SessionRecord, SkrillBooks, Transaction } from './books.ts';
import { createSkrillSandbox, type SkrillSandbox } from './index.ts';

const KEYS = {
  email: 'shop@example.it',
  merchantId: '100005',
  secretWord: 'incasso1',
  mqiPassword: 'MqiPass1',
};

function stateOf({ expired }: SessionRecord, tries: Transaction[]) {
  if (tries.some(({ status }) => status === 0)) return 'underWay';
  return expired || tries.some(({ status }) => status === 2 || status === -3) ? 'over' : 'open';
}

export const skrill: GatewaySystem<SkrillBooks, SkrillSandbox> = {
  title: 'Skrill',
  port: 8009,
  about: 'payments and status reports',
  start: ({ port, file, mishaps, misdeliveries }) =>
    createSkrillSandbox({
      port,
      file,
      mishaps,
      ...KEYS,
      webhookMishaps: misdeliveries?.(['lose', 'duplicate', 'reorder', 'delay']),
    }),
  environment: ({ url }) => ({
    SKRILL_API_URL: url,
    SKRILL_EMAIL: KEYS.email,
    SKRILL_MERCHANT_ID: KEYS.merchantId,
    SKRILL_SECRET_WORD: KEYS.secretWord,
    SKRILL_API_PASSWORD: KEYS.mqiPassword,
  }),
  // A page is prepared where people come to it: they bring `sid`.
  isCall: ({ method, url }) => url.startsWith('/app/') || (method === 'POST' && url === '/'),
  methods: { magento: 'skrill_wlt', prestashop: 'skrill' },
  pages: ({ sessions, transactions }) =>
    Object.values(sessions).map((session) => ({
      id: session.sid,
      payment: session.transactionId ?? '',
      asked: session.minor,
      state: stateOf(
        session,
        Object.values(transactions).filter(({ sid }) => sid === session.sid),
      ),
    })),
  charges: ({ charges, transactions }) =>
    charges.map(({ id, session, amount }) => ({
      id,
      page: session,
      amount,
      refunded: transactions[id]?.refundedMinor ?? 0,
      disputed: transactions[id]?.status === -3,
      told: true,
    })),
  pageAt: (url) => new URL(url).searchParams.get('sid') ?? '',
  happens: {
    expires: (sid) => ({ what: `sessions/${sid}/expire` }),
    paidLate: (sid) => ({ what: `sessions/${sid}/pay-late` }),
    contradicted: (sid) => ({ what: `sessions/${sid}/contradict` }),
    ...decidedLater,
  },
};
