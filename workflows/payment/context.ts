import type { Loop } from '../kit/loop.ts';
import type { PaymentState } from './state.ts';

/** A payment's workflow: what it knows, and its loop. */
export interface PaymentContext {
  state: PaymentState;
  loop: Loop;
}
