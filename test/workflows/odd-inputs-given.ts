import { type Payload, RawValue } from '@temporalio/common';

const bytes = (text: string) => new TextEncoder().encode(text);
const payload = (encoding: string, data: string): Payload => ({
  metadata: { encoding: bytes(encoding) },
  data: bytes(data),
});
const raw = (payload: Payload) => RawValue.fromPayload(payload);

const DEEP = 50_000;

/** Inputs of signals and updates that a person could send by hand, or a program by mistake. */
export const oddInputs: Record<string, unknown[]> = {
  'no input': [],
  null: [null],
  'an empty object': [{}],
  'a string': ['PAID'],
  'a number': [5],
  'a list': [[{}, 'x']],
  'true, and a number as seal': [true, 7],
  'fields of wrong types': [
    {
      id: 5,
      fact: {},
      at: 'now',
      status: [],
      money: 'all',
      page: {},
      report: null,
      n: 'x',
      why: 1,
      reason: { a: 1 },
      operator: ['Ada'],
      step: {},
      outcome: 1,
      amount: '5',
      since: {},
      state: 0,
    },
    {},
  ],
  'a name and a reason that are blank': [{ operator: ' ', reason: '' }],
  'what is nested beyond measure': [raw(payload('json/plain', '['.repeat(DEEP) + ']'.repeat(DEEP))), 'AAAA'],
  'broken JSON': [raw(payload('json/plain', '{"fact":')), 'AAAA'],
  bytes: [raw(payload('binary/plain', '\u0000\u0001')), raw(payload('binary/plain', 'x'))],
  'another encoding': [raw(payload('json/protobuf', '{}'))],
  'no encoding': [raw({ metadata: {}, data: bytes('{}') })],
  'many arguments': Array.from({ length: 12 }, () => raw(payload('unheard/of', 'x'))),
};
