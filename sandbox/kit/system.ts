import type { Mishaps } from './faults.ts';
import type { Sandbox } from './kit.ts';

/** What is posted to `/_sandbox/<what>` of a sandbox. */
export interface Steering {
  what: string;
  body?: object;
}

/** What can go wrong with a notification; which of it a gateway's sandbox knows, that says. */
export type Misdelivery = 'lose' | 'duplicate' | 'duplicate-new-id' | 'reorder' | 'delay';

/** What a world starts a system with. */
export interface Setting {
  port: number;
  /** Where its books are kept; without it they live in memory only. */
  file?: string;
  /** The folder in which files are exchanged. */
  files: string;
  /** Where Incasso's API is. */
  api: string;
  /** Incasso's name of the shop that announces its orders. */
  shop: string;
  /** The payment methods whose money a gateway takes, which a shop offers beside its own. */
  offers: Offer[];
  /** What goes wrong with calls to it. */
  mishaps?: Mishaps;
  /** What goes wrong with its notifications, of what its sandbox knows. */
  misdeliveries?: <Mode extends Misdelivery>(known: readonly Mode[]) => () => Misdelivered<Mode> | undefined;
}

/** What goes wrong with one notification; `ms`: how late it is. */
export interface Misdelivered<Mode> {
  mode: Mode;
  ms: number;
}

/** A payment method of a shop. */
export interface Offer {
  code: string;
  title: string;
}

/** What the world needs to know of any system around Incasso. */
export interface System<Running extends Sandbox<object> = Sandbox<object>> {
  /** Its name, as people know it. */
  title: string;
  /** The port that a world gives it where that is free. */
  port: number;
  /** What it is, in a line beside its address. */
  about: string;
  /** The path that is worth opening; the root where it is left out. */
  page?: string;
  start(setting: Setting): Promise<Running>;
  /** What incasso.yaml takes of it from the environment. Without the running sandbox: what can be known before it is started. */
  environment(at: { url: string; files: string }, running?: Running): Record<string, string>;
  /** Whether a program makes this request, not a person: only those meet with bad weather. Absent where it is not called at all. */
  isCall?(request: { method: string; url: string }): boolean;
  /** What can happen to it besides, by its name. */
  misfortunes?: Record<string, Steering>;
}

/** An order by its shop's own books, in the same words for all shops. */
export interface BookedOrder {
  id: string;
  number: string;
  /** When it was placed, by Italy's wall clock: 2026-03-02 10:00:00. */
  at: string;
  /** Major units. */
  total: number;
  currency: string;
  method: string;
  /** The shop's name for its state, in English. */
  status: string;
  email: string;
  /** Whether the shop's announcement arrived. */
  announced: boolean;
  /** The link to pay with: what the announcement answered, or the shop sent to the customer. */
  link?: string;
  /** What was written to the order, by anybody. */
  comments: string[];
  /** Each sum that is booked as paid, in major units. */
  booked: number[];
  /** How often the shop was told to collect the money online itself. */
  captures: number;
}

/** A shop, as far as people and programs around it have to do with it. */
export interface ShopSystem<Books extends object = object> extends System<Sandbox<Books>> {
  title: 'Magento' | 'PrestaShop';
  /** Its orders, oldest first. */
  orders(books: Books): BookedOrder[];
  /** How its sandbox is told of an order with this payment method; `paid`: in the shop already. */
  described(method: string, paid?: boolean): object;
  /** The order that its sandbox has placed, by its answer. */
  placed(answer: Record<string, unknown>): { id: string; number: string };
  /** How its sandbox is told that somebody cancels the order, below `orders/<id>/`. */
  cancels: Steering;
  /** Its methods without a gateway of ours: money that comes by itself, or that it takes itself. */
  methods: Record<'offline' | 'prepaid', string>;
  /** Its state, in its own words, of an order that is so. */
  states: Record<'placed' | 'cancelled' | 'paid' | 'held' | 'offline' | 'waiting' | 'unpaid', string>;
}

/** A page on which a customer can pay, by its gateway's books. */
export interface BookedPage {
  /** As the gateway's steering names it. */
  id: string;
  /** Incasso's id of the payment. */
  payment: string;
  /** Minor units. */
  asked: number;
  /** `open`: it can be paid; `underWay`: somebody agreed, and what comes of it is not known yet. */
  state: 'open' | 'underWay' | 'over';
}

/** Money that was taken, by its gateway's books; minor units. */
export interface BookedCharge {
  id: string;
  page: string;
  amount: number;
  refunded: number;
  disputed: boolean;
  /** Whether Incasso must know of it: not where a gateway says a thing once, to nobody who asks, and had no answer that it was heard. */
  told: boolean;
}

/** A gateway, as far as customers, operators and its books have to do with it. */
export interface GatewaySystem<Books extends object = object, Running extends Sandbox<Books> = Sandbox<Books>>
  extends System<Running> {
  /** How each shop calls the method whose money it takes. */
  methods: Record<'magento' | 'prestashop', string>;
  /** What a customer does on its page takes nothing: somebody has to take it then. */
  agreementOnly?: true;
  /** Its pages, oldest first. */
  pages(books: Books): BookedPage[];
  /** Its charges, oldest first. */
  charges(books: Books): BookedCharge[];
  /** The id of a page, by its address. */
  pageAt(url: string): string;
  /** The buttons of its page that are not called as everywhere, by what they are called there. */
  buttons?: Record<string, string>;
  /** How its sandbox is told what a bank, the network or its own people do about a page. Absent: that can't happen here. */
  happens: Partial<Record<Happening, (page: string) => Steering>>;
}

/** The page ends; a payment that was under way then succeeds; it says that a paid payment failed; the bank decides on a delayed one. */
export type Happening = 'expires' | 'paidLate' | 'contradicted' | 'arrives' | 'bounces';

/** What the bank decides on a payment that is under way, where the sandbox is steered by its page. */
export const decidedLater = {
  arrives: (page: string): Steering => ({ what: `delayed/${page}`, body: { result: 'succeed' } }),
  bounces: (page: string): Steering => ({ what: `delayed/${page}`, body: { result: 'fail' } }),
};

/** A document by its ERP's own books. */
export interface BookedDocument {
  number: string;
  /** Minor units. */
  total: number;
  /** What its note ends with: which order it is of. */
  reference: string;
}

/** An ERP, as far as its books are read. */
export interface ErpSystem<Books extends object = object> extends System<Sandbox<Books>> {
  documents(books: Books): BookedDocument[];
}
