/** An article; `price` with VAT, in major units. One with a `variant` is a combination: "Taglia: M - Colore: Blu". */
export interface Article {
  reference: string;
  name: string;
  price: number;
  taxPercent: number;
  weight: number;
  variant?: string;
  virtual?: boolean;
  ean13?: string;
}

/** What the shop sells. */
export const articles: Article[] = [
  { reference: 'TOVAGLIA-LINO', name: 'Tovaglia in lino 140x240', price: 64.9, taxPercent: 22, weight: 0.9 },
  {
    reference: 'FELPA-MARE',
    name: 'Felpa con cappuccio',
    price: 54.9,
    taxPercent: 22,
    weight: 0.6,
    variant: 'Taglia: L - Colore: Blu mare',
  },
  { reference: 'PASTA-GRANO-3KG', name: 'Pasta di grano duro, 3 kg', price: 12.48, taxPercent: 4, weight: 3 },
  { reference: 'MIELE-ACACIA', name: 'Miele di acacia 500 g', price: 9.9, taxPercent: 10, weight: 0.5 },
  {
    reference: 'BRODETTO-PDF',
    name: 'Ricettario del brodetto (PDF)',
    price: 7.9,
    taxPercent: 22,
    weight: 0,
    virtual: true,
  },
  {
    reference: 'LANTERNA-OTTONE',
    name: 'Lanterna da barca in ottone',
    price: 189,
    taxPercent: 22,
    weight: 2.4,
  },
];

/**
 * The shop's payment modules. `label`: the order's `payment`; `displayName`: the method of payments made by a state
 * (Module); `state`: that of a new order. An order in state 14 waits until somebody outside of the shop collects the money.
 */
export const modules: Record<string, { displayName: string; label: string; state: number }> = {
  stripe_official: { displayName: 'Stripe', label: 'Carta di credito (Stripe)', state: 14 },
  ps_wirepayment: { displayName: 'Bonifico bancario', label: 'Bonifico bancario', state: 10 },
  ps_checkpayment: { displayName: 'Assegno', label: 'Assegno', state: 1 },
  ps_cashondelivery: { displayName: 'Contrassegno', label: 'Contrassegno', state: 13 },
  paypal: { displayName: 'PayPal', label: 'PayPal', state: 14 },
  free_order: { displayName: 'Ordine gratuito', label: 'Ordine gratuito', state: 2 },
};

/** An order state. `flags`: invoice, email, logable, delivery, shipped, paid, by their first letters. */
export interface StateSeed {
  it: string;
  en: string;
  template: string;
  color: string;
  flags: string;
  module?: string;
}

/**
 * The states of a fresh installation in its order, so that the ids are the same (install-dev/data/xml/order_state.xml);
 * then two of this shop.
 */
export const states: StateSeed[] = [
  {
    it: 'In attesa del pagamento con assegno',
    en: 'Awaiting check payment',
    template: 'cheque',
    color: '#34209E',
    flags: 'e',
    module: 'ps_checkpayment',
  },
  { it: 'Pagamento accettato', en: 'Payment accepted', template: 'payment', color: '#3498D8', flags: 'ielp' },
  {
    it: 'Preparazione in corso',
    en: 'Processing in progress',
    template: 'preparation',
    color: '#3498D8',
    flags: 'ieldp',
  },
  { it: 'Spedito', en: 'Shipped', template: 'shipped', color: '#01B887', flags: 'ieldsp' },
  { it: 'Consegnato', en: 'Delivered', template: '', color: '#01B887', flags: 'ildsp' },
  { it: 'Annullato', en: 'Canceled', template: 'order_canceled', color: '#2C3E50', flags: 'e' },
  { it: 'Rimborsato', en: 'Refunded', template: 'refund', color: '#01B887', flags: 'ie' },
  { it: 'Errore di pagamento', en: 'Payment error', template: 'payment_error', color: '#E74C3C', flags: 'e' },
  {
    it: 'In attesa di rifornimento (pagato)',
    en: 'On backorder (paid)',
    template: 'outofstock',
    color: '#3498D8',
    flags: 'iep',
  },
  {
    it: 'In attesa di bonifico bancario',
    en: 'Awaiting bank wire payment',
    template: 'bankwire',
    color: '#34209E',
    flags: 'e',
    module: 'ps_wirepayment',
  },
  {
    it: 'Pagamento remoto accettato',
    en: 'Remote payment accepted',
    template: 'payment',
    color: '#3498D8',
    flags: 'ielp',
  },
  {
    it: 'In attesa di rifornimento (non pagato)',
    en: 'On backorder (not paid)',
    template: 'outofstock',
    color: '#34209E',
    flags: 'e',
  },
  {
    it: 'In attesa di contrassegno',
    en: 'Awaiting Cash On Delivery validation',
    template: 'cashondelivery',
    color: '#34209E',
    flags: '',
    module: 'ps_cashondelivery',
  },
  {
    it: 'In attesa di pagamento online',
    en: 'Awaiting online payment',
    template: '',
    color: '#4169E1',
    flags: '',
  },
  {
    it: 'Pagamento da verificare',
    en: 'Payment to be verified',
    template: '',
    color: '#FF8C00',
    flags: '',
  },
];

/** The configurations by which core and modules find the states: name and state's id. */
export const configuredStates: Record<string, number> = {
  PS_OS_CHEQUE: 1,
  PS_OS_PAYMENT: 2,
  PS_OS_PREPARATION: 3,
  PS_OS_SHIPPING: 4,
  PS_OS_DELIVERED: 5,
  PS_OS_CANCELED: 6,
  PS_OS_REFUND: 7,
  PS_OS_ERROR: 8,
  PS_OS_OUTOFSTOCK: 9,
  PS_OS_OUTOFSTOCK_PAID: 9,
  PS_OS_BANKWIRE: 10,
  PS_OS_WS_PAYMENT: 11,
  PS_OS_OUTOFSTOCK_UNPAID: 12,
  PS_OS_COD_VALIDATION: 13,
};
