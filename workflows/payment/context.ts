import type { Message } from '../../domain/schemas/message.ts';
import type { Clock } from '../kit/clock.ts';
import type { OperatorQueue } from '../kit/operator-queue.ts';
import type { PaymentState } from './state.ts';

/** What operators' updates need of the payment that they are about. */
export interface PaymentContext {
  state: PaymentState;
  clock: Clock;
  queue: OperatorQueue;
  ask(question: 'inquire' | 'closePage', counts: boolean): Promise<void>;
  hear(messages: Message[]): void;
  said(fact: Message['fact'], source: Message['source'], status: string, note?: string): Message;
}
