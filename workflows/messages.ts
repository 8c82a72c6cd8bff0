/** What the workflows of orders, payments and what belongs to them are told and asked, for whoever talks to them. */
export * from './deposit-document/messages.ts';
export * from './kit/operators.ts';
export * from './late-message/messages.ts';
export * from './order/messages.ts';
export * from './payment/messages.ts';
