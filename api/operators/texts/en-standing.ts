import type { Texts } from './it.ts';

/** What gateways, shops and ERPs say of themselves, and the document of a deposit. */
export const standing: Texts['standing'] = {
  title: 'Always running',
  hint: 'What reads notifications, orders and the ERP. Open one to see how it stands, and to have something read again.',
  stopped: 'does not run: it begins again when the worker is restarted',
  unreadable: 'can’t be read now',
  caughtUp: 'Notifications read until',
  imported: 'Orders read until',
  lookedAt: 'Last read',
  never: 'never',
  missed: 'Missed, found',
  missedOf: (all, late) => (late > 0 ? `${all}, ${late} of them for payments that are gone` : `${all}`),
  started: 'Orders started',
  toldOrders: 'Changes told',
  leftAlone: 'Left alone',
  madeBefore: (time) => `orders made before ${time}`,
  setBack: 'Read again from',
  refused: 'Login refused, stopped since',
  resumed: 'Resumed',
  changes: 'Documents read until',
  erp: 'ERP',
  payments: 'The ERP’s payments',
};
