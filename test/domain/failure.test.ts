import { describe, expect, it } from 'vitest';
import { attentionCatalogue } from '../../domain/attention.ts';
import { Failure, type FailureCode, failureCatalogue } from '../../domain/failure.ts';

const codes = Object.keys(failureCatalogue) as FailureCode[];

describe('a failure', () => {
  it('carries its code, its kind, what happened, what it came from and how long to wait', () => {
    const cause = new Error('ECONNREFUSED');
    const failure = new Failure('SHOP_AWAY', 'away', 'order 17: no connection', {
      cause,
      retryAfterMs: 3_000,
    });
    expect(failure).toBeInstanceOf(Error);
    expect(failure).toMatchObject({
      name: 'Failure',
      code: 'SHOP_AWAY',
      kind: 'away',
      message: 'order 17: no connection',
      cause,
      retryAfterMs: 3_000,
    });
  });

  it('says nothing of waiting where nobody asked for it', () => {
    expect(new Failure('SHOP_REFUSED', 'refused', 'no').retryAfterMs).toBeUndefined();
  });

  it.each(codes)('%s says what to do, in sentences', (code) => {
    const { whatToDo } = new Failure(code, 'refused', 'x');
    expect(whatToDo).toBe(failureCatalogue[code]);
    expect(whatToDo).toMatch(/^[A-Z].{10,}\.$/s);
  });
});

describe('the two catalogues', () => {
  it('have no code in common, and codes in capitals that a search attribute can hold', () => {
    expect(Object.keys(attentionCatalogue).filter((code) => code in failureCatalogue)).toEqual([]);
    for (const code of [...codes, ...Object.keys(attentionCatalogue)])
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
  });

  it('say for every attention what happened and what a person does about it', () => {
    for (const text of Object.values(attentionCatalogue)) expect(text).toMatch(/^[A-Z].{30,}\.$/s);
  });
});
