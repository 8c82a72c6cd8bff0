import { expect } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import type { Erp } from '../../erps/erp.ts';
import { anOrder, line } from './erp-orders.ts';

/** A document in the ERP's own books, read without the connector. */
export interface BookedDocument {
  id: string;
  /** The text it is found by; contains the reference. */
  note: string;
  customer: string;
  /** The ERP payment's id; nothing where the field is empty. */
  payment?: string;
  /** Calendar day, AAAA-MM-GG. */
  date: string;
  /** What is charged, in order. */
  rows: { article: string; quantity: number; vat: string }[];
  /** The texts of its rows, as one text. */
  text: string;
  carrier?: string;
  /** The amount that it states as paid, in minor units. */
  deposit: number;
}

/** A customer in the ERP's own books; empty fields are empty texts. */
export interface BookedCustomer {
  taxCode: string;
  /** With or without its country, as the ERP has it. */
  vatNumber: string;
  pec: string;
  sdi: string;
}

/** What goes wrong with the next request of a kind. `late`: stored `ms` after the request, when nobody waits any more. */
export interface Trouble {
  at: 'creating a document' | 'creating a customer' | 'looking';
  what:
    | 'stored, answer lost'
    | 'stored, connection cut'
    | 'not stored, answer lost'
    | 'late'
    | 'error page'
    | 'unreadable';
  ms?: number;
}

/** An ERP's sandbox and how the suite steers it. */
export interface ErpBench {
  /** The connector as a process makes it when it starts. Time-out in ms. */
  makeErp(options?: {
    now?: () => Date;
    timeoutMs?: number;
    wrongPassword?: boolean;
    url?: string;
    prices?: 'net' | 'gross';
    /** Prices are what is left after their discount, where the ERP can have that instead of rows of discount. */
    discountInPrices?: boolean;
    /** Creates articles that it does not have, for goods and for shipping. */
    createsArticles?: boolean;
    /** Refuses an order whose tax data can't be right, instead of leaving it out. */
    refusesWrongTaxData?: boolean;
    /** How long the ERP can be at work on a call whose answer was lost, in ms. */
    serverLimitMs?: number;
    /** In minor units. */
    tolerance?: number;
    /** Settings of this kind, over the others. */
    settings?: object;
  }): Erp;
  documents(): Promise<BookedDocument[]>;
  customerCount(): Promise<number>;
  customer(code: string): Promise<BookedCustomer>;
  articles(): Promise<string[]>;
  refusedLogins(): Promise<number>;
  troubleNext(trouble: Trouble): Promise<void>;
  /** Says "busy, try later" to every request until told otherwise. */
  setBusy(busy: boolean): Promise<void>;
  /** Writes a second document with the note of one that is there. */
  copyDocument(id: string): Promise<void>;
  /** Makes a document come to so many minor units more, as somebody who edits it does. */
  changeTotal(id: string, by: number): Promise<void>;
  /** What an accountant does with a document, by its id: makes a delivery note or an invoice of it, annuls or deletes it. */
  acts(id: string, act: 'ship' | 'invoice' | 'cancel' | 'delete', tracking?: string): Promise<void>;
  /** What settings have to name wrongly for `check` to find it, each with what the finding is about. */
  misconfigured: { settings: object; subject: RegExp }[];
  /** Texts that must never be in a failure. */
  secrets: string[];
  knownArticle: string;
  /** Articles for rows that are not goods. */
  expenses: Record<'shipping' | 'discount' | 'giftWrap' | 'payment' | 'eco' | 'rounding', string>;
  /** A carrier that the ERP knows, and their name. */
  carrier: string;
  carrierName: string;
  unknownArticle: string;
  /** The ERP's own words when an article is unknown. */
  unknownArticleWords: string;
  /** VAT number of a customer the ERP knows, to whom it gives a payment of his own where none is named. */
  customerWithHabitualPayment: string;
  /** A payment coded in the ERP. */
  payment: { id: string; description: string };
  /** Codes a payment in the ERP, as an accountant does; answers its id. */
  codePayment(description: string): Promise<string>;
  /** How often the payment table was read. */
  paymentReads(): Promise<number>;
  close(): Promise<void>;
}

/** The only cases an ERP may be unable to have; those on money and on what is told of people are not among them. */
export type Optional =
  | 'customer records'
  | 'login'
  | 'lost answers'
  | 'deleted documents'
  | 'counted reads of payments'
  | 'busy'
  | 'year change'
  | 'two documents of one reference'
  | 'created articles'
  | 'payment table'
  | 'what becomes of documents';

/** What the parts of the suite share: the bench, opened once, and how they look at it. */
export interface Suite {
  readonly bench: ErpBench;
  can(what: Optional): boolean;
  /** An order like no other, of a known article. */
  aNewOrder: typeof anOrder;
  booked(reference: string): Promise<BookedDocument[]>;
  /** The failure of a call; whichever it is, it must not tell secrets or personal data. */
  failureOf(call: Promise<unknown>): Promise<Failure>;
}

export function suite(opened: () => ErpBench, can: Suite['can']): Suite {
  let nextId = 1000;
  return {
    get bench() {
      return opened();
    },
    can,
    aNewOrder(changes = {}) {
      nextId += 1;
      return anOrder({ id: `${nextId}`, lines: [line(opened().knownArticle, 2, 6540)], ...changes });
    },
    booked: async (reference) =>
      (await opened().documents()).filter(({ note }) => note.split(/\s/).includes(reference)),
    async failureOf(call) {
      const failure = await call.then(
        () => expect.fail('the call should have failed'),
        (error: unknown) => error,
      );
      if (!(failure instanceof Failure)) throw failure;
      const told = [failure.message, failure.stack, JSON.stringify(failure), String(failure.cause)].join(' ');
      for (const secret of [...opened().secrets, 'Neri', '@shop.example', 'Manzoni', '555012'])
        expect(told).not.toContain(secret);
      return failure;
    },
  };
}
