import type { Operator } from '../../config/operators.ts';
import type { ActionOffer } from '../../workflows/messages.ts';
import { templatesIn } from '../templates.ts';
import type { Fields } from './forms.ts';
import type { Texts } from './texts/it.ts';

/** A line of what a workflow says; `outcome` colours it, `more` is in small print. */
export interface Line {
  label?: string;
  text: string;
  more?: string;
  href?: string;
  outcome?: string;
}

/** A link to the form of an action. */
export interface OfferCard {
  href: string;
  name: string;
  what: string;
}

/** What every page has around it; `token` is of the session whose forms it has. */
interface Frame {
  t: Texts;
  base: string;
  operator?: Operator;
  token?: string;
  page: PageName;
  title: string;
}

/** Each page with the data of its own. */
export interface Pages {
  /** Name, password, and where to go then. */
  'sign-in': {
    next: string;
    message?: 'wrong' | 'slower' | 'stale' | 'expired';
    name: string;
    /** No operator is configured. */
    nobody: boolean;
  };
  /** What one can do here, and the ways to the list. */
  home: {
    operator: Operator;
    /** What was searched for; `found` where something was. */
    number: string;
    found?: { name: string; href: string }[];
    views: { name: string; about: string; open: string; save: string }[];
    standing: { name: string; href: string; state: string; attention?: string }[];
  };
  /** What the workflow says in short, and what can be done now. */
  workflow: {
    operator: Operator;
    attentions: { code: string; happened: string; toDo: string; particulars?: string }[];
    facts: Line[];
    lists: { title: string; lines: Line[] }[];
    /** Pages of payments in doubt. */
    doubts: string[];
    running: boolean;
    stuck?: boolean;
    offers: OfferCard[];
    uiHref?: string;
  };
  /** The form of one action. */
  form: {
    operator: Operator;
    offer: ActionOffer;
    words: { name: string; what: string; button: string };
    subject: string;
    /** What was typed, and what is wrong with it, both by field. */
    values: Fields;
    errors: Fields;
    /** The names of what is shown, as JSON. */
    seen: string;
    shown: string[];
    changed?: string[];
    /** The most that can be given back, as it is read. */
    most?: string;
    /** The latest time that can be set back to, as it is read and as the field has it. */
    until?: { text: string; written: string };
    negativeHints: string[];
    danger: boolean;
    back: string;
  };
  /** How a form ended, or why there is none: in plain words, what was said, and the ways on. */
  info: {
    words: { title: string; text: string; button?: string; again?: string };
    tone: 'good' | 'bad' | 'wait';
    said?: string;
    subject?: string;
    changed?: string[];
    code?: string;
    /** The fields of a form that can be sent once more. */
    resend?: [name: string, value: string][];
    offers?: OfferCard[];
    links: { href: string; text: string }[];
  };
}

export type PageName = keyof Pages;

const template = templatesIn(new URL('./templates/', import.meta.url));

/** The pages as HTML. */
export const pages: { [P in PageName]: (data: Frame & Pages[P]) => string } = {
  'sign-in': template('sign-in'),
  home: template('home'),
  workflow: template('workflow'),
  form: template('form'),
  info: template('info'),
};
