import { PageRequest } from '../../domain/schemas/payment.ts';

/** Under this key Stripe carries our payment's id, on the session and on the intent: Stripe doesn't copy it by itself. */
export const METADATA_KEY = 'incasso_payment';

/** Under this one whose payment it is, where several installations take money on one account. */
export const INSTALLATION_KEY = 'incasso_installation';

/** Under this one that the money is only held until it is taken; Stripe copies it from the intent to its charges. */
const CAPTURE_KEY = 'incasso_capture';

/** What an object of ours carries. */
export const markedAs = ({ paymentId, capture }: PageRequest, installation: string) => ({
  [METADATA_KEY]: paymentId,
  [INSTALLATION_KEY]: installation,
  ...(capture === 'later' && { [CAPTURE_KEY]: 'later' }),
});

interface Marked {
  metadata?: Record<string, string> | null;
}

/** The payment that an object of Stripe's belongs to, whichever installation's. */
export const paymentOf = ({ metadata }: Marked): string | undefined =>
  PageRequest.shape.paymentId.safeParse(metadata?.[METADATA_KEY]).data;

/** The same, if it is this installation's. Without a name it was made before there were names, and counts as ours. */
export function ownPaymentOf(object: Marked, installation: string): string | undefined {
  const named = object.metadata?.[INSTALLATION_KEY] ?? installation;
  return named === installation ? paymentOf(object) : undefined;
}

/** Whether the money of an object of ours is held first. */
export const isHolding = ({ metadata }: Marked): boolean => metadata?.[CAPTURE_KEY] === 'later';
