import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { mostPressing } from '../../domain/attention.ts';
import { Alerts, aboutOrder } from '../kit/alerts.ts';
import type { Clock } from '../kit/clock.ts';
import { changedColumns, documentColumn, followedColumn, outcomeColumn } from '../kit/columns.ts';
import { orderDetails } from '../kit/details.ts';
import type { OrderContext } from './context.ts';
import type { OrderInput, OrderView } from './messages.ts';
import { orderActions } from './offers.ts';

/** What people see of an order in the Temporal UI, and what alerts tell them. */
export class OrderBoard {
  readonly #input: OrderInput;
  readonly #alerts: Alerts;
  #columns: Record<string, string | number | undefined> = { Stage: 'IMPORT', Outcome: 'PENDING' };

  constructor(clock: Clock, input: OrderInput) {
    this.#alerts = new Alerts(clock);
    this.#input = input;
  }

  /** Shows what changed, with one upsert for each step. */
  show(view: OrderView, context: OrderContext): void {
    const { imported, documentState } = context.state;
    setCurrentDetails(
      orderDetails(view, imported, {
        workflowId: workflowInfo().workflowId,
        deeds: context.loop.operators.deeds,
        actions: orderActions(context.state),
      }),
    );
    this.#alerts.track(view.attentions, aboutOrder(this.#input, imported));
    const collect = imported?.mapping.collect;
    const document = view.document && { ...view.document, state: documentState };
    const now = {
      Stage: view.stage,
      Outcome: outcomeColumn({ outcome: view.outcome, held: view.authorised }),
      Attention: mostPressing(view.attentions)?.code,
      Document: document && documentColumn(document),
      FollowedDocument: document && followedColumn(document),
      OrderNumber: view.number,
      Customer: imported?.customerLabel,
      Amount: imported?.order.total,
      Gateway: collect?.by === 'gateway' ? collect.gateway : collect?.by,
    };
    const changed = changedColumns(this.#columns, now);
    if (changed.length > 0) upsertSearchAttributes(changed);
    this.#columns = now;
  }
}
