import type { Authorised, Collected, DocumentState, Shipment } from './schemas/document.ts';
import type { TakenLater } from './schemas/payment.ts';

/** What the shop is told. `marker` is unique to this notice: a notice written twice is written once. */
export type ShopNotice = { marker: string } & (
  | { kind: 'paid'; collected: Collected }
  /** Its gateway holds the money, and takes it later: never "paid". */
  | { kind: 'held'; held: Authorised; capture: TakenLater }
  /** `final`: the time to pay is over and every payment is definitely unpaid. Otherwise the customer can still pay again. */
  | { kind: 'failed'; reason: string; final: boolean }
  | { kind: 'verify'; reason: string }
  /** Offline payment (bank transfer, cash on delivery): never "paid". */
  | { kind: 'accepted' }
  /** The customer is sent the link with which to pay, by the shop's own notification. */
  | { kind: 'pay'; reason: string; checkoutUrl: string }
  /** What became of the document in the ERP afterwards. `unpaid`: a gateway has not taken the money: nothing may book it as paid. */
  | { kind: 'document'; document: string; state: DocumentState; shipment?: Shipment; unpaid?: true }
);
