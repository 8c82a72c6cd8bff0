import { ServiceError } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import { asFailure } from '../../temporal/errors.ts';

const grpc = (code: number, details: string) =>
  new ServiceError('failed', { cause: Object.assign(new Error(details), { code, details, metadata: {} }) });
const all = Array.from({ length: 16 }, (_, n) => n + 1);

describe('an error of Temporal', () => {
  it('says that it is away by four codes only: cancelled, deadline, exhausted and unavailable', () => {
    const away = all.filter((code) => {
      const failure = asFailure(grpc(code, 'some words'));
      return failure instanceof Failure && failure.code === 'TEMPORAL_AWAY';
    });
    expect(away).toEqual([1, 4, 8, 14]);
  });

  it.each([
    [3, 'WorkflowId length exceeds limit.', 'TEMPORAL_REFUSED', 'refused'],
    [9, 'Unable to query workflow due to Workflow Task in failed state.', 'WORKFLOW_STUCK', 'refused'],
    [9, 'no poller seen for task queue recently, worker may be down', 'TEMPORAL_AWAY', 'away'],
  ])('of code %i, "%s", is %s', (code, details, expected, kind) => {
    expect(asFailure(grpc(code, details))).toMatchObject({ code: expected, kind });
  });

  it.each([7, 13, 16])('of code %i is a fault of ours, told as nothing else', (code) => {
    const error = grpc(code, 'some words');
    expect(asFailure(error)).toBe(error);
  });
});
