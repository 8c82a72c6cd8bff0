import { expect, it } from 'vitest';
import { savedViews } from '../../api/views.ts';
import { outcomeColumn } from '../../workflows/kit/columns.ts';

const queryOf = (kind: string) =>
  savedViews([], new Date())
    .find((view) => view.kind === kind)
    ?.query.replace(/ AND Exec.*/, '');

it('orders whose money is held have a view of their own, and are not among those that wait for their customer', () => {
  const outcome = outcomeColumn({ outcome: 'PENDING', held: { reference: 'auth_1' } });
  expect(queryOf('held')).toBe(`WorkflowType = "order" AND Outcome = "${outcome}"`);
  expect(queryOf('waiting')).toContain(`Outcome != "${outcome}"`);
});
