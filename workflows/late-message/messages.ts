import type { Message } from '../../domain/schemas/message.ts';

export interface LateMessageInput {
  gateway: string;
  paymentId: string;
  message: Message;
}
