/** Codes of Axerve's answers. Source: hype-app/gestpay-api, "Errors", of which new ones are told "constantly". */

const set = (codes: string): ReadonlySet<string> => new Set(codes.trim().split(/\s+/));

/** What an error's code means for what was asked; undefined for one that is not known: then its HTTP status says it. */
export function meaningOf(code: string): 'login' | 'technical' | 'not found' | 'amount' | undefined {
  if (LOGIN.has(code)) return 'login';
  if (TECHNICAL.has(code)) return 'technical';
  if (NOT_FOUND.has(code)) return 'not found';
  return AMOUNT.has(code) ? 'amount' : undefined;
}

/** Shop, key, address or way of authentication; 1142: the address that we call from. */
const LOGIN = set('1131 1132 1142 1166 1169 1170 1171 1404 1407 1457');
/** After these nobody knows whether it was done: the bank's system, and Axerve's own. */
const TECHNICAL = set(
  `9999 1999 212 403 406 409 412 413 415 418 430 431 468 490 491 492 493 494 600 613 614 615 810`,
);
const NOT_FOUND = set('1400 1401 1413 2011');
const AMOUNT = set('1111 1113 1114 1146 1147 4301 4309');

/** Refusals of a cancel or a refund, after which nothing was given back for sure. */
export const NOTHING_GIVEN_BACK: ReadonlySet<string> = set(
  `58 65 1105 1107 1111 1112 1113 1114 1129 1146 1147 1173 1400 1401 1413 1441 1456 2011 2012 2014 2015 2016 2017 2018 4301 4309
  8012 8013 8015 8016`,
);

/** Refusals of a capture, or of letting go of a hold, after which nothing was done for sure. */
export const NOTHING_TAKEN: ReadonlySet<string> = set(
  '58 63 64 65 66 1105 1107 1112 1113 1114 1129 1146 1147 1173 1441 1456 2011 2012 2017 2019 8013 8014',
);

/** The preauthorisation is over: only whoever wants to take it is told. */
export const HOLD_LAPSED = '64';

/** Refusals of what is more than is left, or was deleted or transferred meanwhile: perhaps by the same order, made before. */
export const NOTHING_LEFT: ReadonlySet<string> = set('2014 2017 8015');

const GROUPS: [codes: ReadonlySet<string>, words: string][] = [
  [set('1140 1143 4800 553'), 'the customer went away'],
  [
    set(
      `74 97 100 405 417 434 435 457 901 902 903 904 905 906 907 908 909 910 911 912 913 914 915 916 917 918 919 920 4305 7400
      7401`,
    ),
    'denied by the bank',
  ],
  [set('57 401 402 403 404 441 443 462'), 'the card is blocked or reported lost'],
  [set('251 451 461 4102 4407 4704 7411'), 'not enough money'],
  [
    set('208 414 420 433 439 454 456 998 1118 1119 1120 1121 1122 1123 1124 1125 1126 7403 7404 7405 7406'),
    'the card has expired, or its data are wrong',
  ],
  [set('1146 1147 2000 2001 2002 2003 2004'), "stopped by the shop's own rules"],
  [set('2005'), 'the customer was stopped: it looked like a double payment'],
  [
    set('1153 8026 8027 8028 8029 8030 8031 8032 8033 8034 8035 8036 8037'),
    'the customer was not authenticated (3-D Secure)',
  ],
  [set('552 4708'), 'the bank transfer was not completed'],
];

/** Why a payment was refused, for people: "74 denied by the bank"; undefined without a code. */
export function reasonOf(code: string | undefined): string | undefined {
  if (!code || code === '0') return undefined;
  const words = GROUPS.find(([codes]) => codes.has(code))?.[1];
  return `${code} ${words ?? "for a reason that Axerve's documents explain"}`;
}
