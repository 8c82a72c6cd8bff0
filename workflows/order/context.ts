import type { Loop } from '../kit/loop.ts';
import type { OrderInput } from './messages.ts';
import type { OrderState } from './state.ts';

/** An order's workflow: what it was started with, what it knows, and its loop. */
export interface OrderContext {
  input: OrderInput;
  state: OrderState;
  loop: Loop;
}
