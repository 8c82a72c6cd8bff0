import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { Alerts, aboutPayment, speaksForItself } from '../kit/alerts.ts';
import type { Clock } from '../kit/clock.ts';
import { outcomeColumn } from '../kit/columns.ts';
import { paymentDetails } from '../kit/details.ts';
import { searchAttributes as key } from '../kit/search-attributes.ts';
import type { PaymentContext } from './context.ts';
import type { PaymentReport } from './messages.ts';
import { paymentActions } from './offers.ts';
import { ended, type PaymentState } from './state.ts';
import { paymentReport, paymentView } from './view.ts';

/** What people see of a payment in the Temporal UI, and what alerts tell them. */
export class PaymentBoard {
  readonly #alerts: Alerts;
  #shown: PaymentReport;
  #column: string | undefined;

  constructor(clock: Clock, state: PaymentState) {
    this.#alerts = new Alerts(clock);
    this.#shown = paymentReport(state);
  }

  /** Shows what changed, with one upsert for each step. Answers the payment's report if it is another than before. */
  show({ state, loop }: PaymentContext): PaymentReport | undefined {
    const view = paymentView(state);
    const { attentions } = view;
    const outcome = outcomeColumn(view);
    setCurrentDetails(
      paymentDetails(state.input, view, {
        workflowId: workflowInfo().workflowId,
        deeds: loop.operators.deeds,
        actions: paymentActions(state),
      }),
    );
    const before = this.#shown;
    const report = paymentReport(state);
    if (speaksForItself(state.input, state.orderGone))
      this.#alerts.track(attentions, aboutPayment(state.input));
    if (JSON.stringify(report) === JSON.stringify(before)) return undefined;
    this.#shown = report;
    const [pressing] = attentions;
    const column = this.#column;
    this.#column = pressing?.code;
    if (outcomeColumn(before) !== outcome || column !== pressing?.code)
      upsertSearchAttributes([
        { key: key.Outcome, value: outcome },
        { key: key.Attention, value: pressing?.code ?? null },
        { key: key.Stage, value: ended(state) ? 'DONE' : 'PAYMENT' },
      ]);
    return report;
  }
}
