import type { Message } from '../domain/schemas/message.ts';
import type { Abilities } from '../domain/schemas/payment.ts';
import type { Gateway } from './gateway.ts';

/** What a payment's workflow has to know of what its gateway can do. */
export const abilitiesOf = ({ closePage, refund }: Gateway): Abilities => ({
  close: closePage !== undefined,
  refund: refund !== undefined,
});

/** The message with the page of its charge in the gateway's back office, where money came and there is such a page. */
export const linked = ({ links }: Gateway, message: Message): Message =>
  links && message.fact === 'PAID' && message.charge ? { ...message, link: links(message.charge) } : message;
