import { describe, expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import { assertSigned } from '../../gateways/skrill/signature.ts';
import { signature } from './skrill-given.ts';

// Worked out from Skrill's own description, with secret word "incasso1".
const fields = {
  merchant_id: '100005',
  transaction_id: '100042-7b1c',
  mb_amount: '25.4',
  mb_currency: 'EUR',
  status: '2',
};
const md5sig = 'EEF83786DED92AECBE955626BAF34A48';
const sha2sig = '2F879B8A337E416039869F6CDC245D19D011AB16D5C3C1CB0FA24A69C27EEF9E';

const believed = (
  form: Record<string, string>,
  by: 'md5' | 'sha2' = 'md5',
  words = ['incasso1'],
): boolean => {
  try {
    assertSigned(new URLSearchParams(form), words, by);
    return true;
  } catch (error) {
    if (error instanceof Failure && error.code === 'SIGNATURE_INVALID') return false;
    throw error;
  }
};

describe('a status report', () => {
  it('is believed by md5sig over the values as they were posted', () => {
    expect(believed({ ...fields, md5sig })).toBe(true);
    expect(believed({ ...fields, status: '-2', md5sig: '71EA6237BAD45F0E2042EB3888D24A64' })).toBe(true);
    expect(believed({ ...fields, mb_amount: '25.40', md5sig: '0100767411083EA20EFB1FCF3E1C237C' })).toBe(
      true,
    );
  });

  it('is not believed where the same sum is written otherwise', () => {
    expect(believed({ ...fields, mb_amount: '25.40', md5sig })).toBe(false);
    expect(believed({ ...fields, mb_amount: '25.4', md5sig: '0100767411083EA20EFB1FCF3E1C237C' })).toBe(
      false,
    );
  });

  it('is believed by sha2sig where the account has that, and then by md5sig no more', () => {
    expect(believed({ ...fields, sha2sig }, 'sha2')).toBe(true);
    expect(believed({ ...fields, md5sig, sha2sig }, 'sha2')).toBe(true);
    expect(believed({ ...fields, md5sig }, 'sha2')).toBe(false);
    expect(believed({ ...fields, sha2sig }, 'md5')).toBe(false);
    expect(believed({ ...fields, sha2sig: md5sig }, 'sha2')).toBe(false);
  });

  it('is believed by each of the words that are known, and by no other', () => {
    expect(believed({ ...fields, md5sig }, 'md5', ['another1', 'incasso1'])).toBe(true);
    expect(believed({ ...fields, md5sig }, 'md5', ['another1'])).toBe(false);
  });

  it('in which a field stands twice is not believed: nobody knows which of the two was signed', () => {
    for (const again of ['status=2', 'mb_amount=2540', `md5sig=${md5sig}`]) {
      const form = new URLSearchParams(`${new URLSearchParams({ ...fields, md5sig })}&${again}`);
      expect(() => assertSigned(form, ['incasso1'], 'md5')).toThrow(/twice/);
    }
  });

  it('is not believed by a signature in which the clear word stands in place of its hash', () => {
    const clear = signature('md5', { ...fields, transaction_id: '100042-7b1cincasso1' }, '');
    expect(believed({ ...fields, md5sig: clear })).toBe(false);
  });
});
