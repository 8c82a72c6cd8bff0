/** An article; `price` with VAT, in major units. One with `variant` is a configurable product: it has a parent row and a child row. */
export interface Article {
  sku: string;
  name: string;
  price: number;
  taxPercent: number;
  weight?: number;
  variant?: string;
}

/** What the shop sells. */
export const articles: Article[] = [
  { sku: 'MOKA-3T', name: 'Moka classica 3 tazze', price: 29.9, taxPercent: 22, weight: 0.4 },
  { sku: 'CAFFE-ARA-1KG', name: 'Caffè in grani 100% Arabica, 1 kg', price: 24.5, taxPercent: 22, weight: 1 },
  {
    sku: 'POLO-PIQUE-BLU-M',
    name: 'Polo in piqué',
    price: 39.9,
    taxPercent: 22,
    weight: 1,
    variant: 'Blu-M',
  },
  { sku: 'OLIO-EVO-5L', name: 'Olio extravergine di oliva, latta 5 l', price: 59, taxPercent: 4, weight: 5 },
  { sku: 'ZAINO-20L', name: 'Zaino urbano 20 litri', price: 79.9, taxPercent: 22, weight: 0.9 },
  { sku: 'LAMPADA-TAV', name: 'Lampada da tavolo in ottone', price: 119, taxPercent: 22 },
];

/** A customer of the shop; persons can have a fiscal code (customer_taxvat), companies a VAT number (vat_id). */
export interface Customer {
  id: number;
  firstname: string;
  lastname: string;
  email: string;
  dob?: string;
  gender?: number;
  taxvat?: string;
  company?: string;
  vatId?: string;
  street: string[];
  city: string;
  postcode: string;
  region: string;
  regionCode: string;
  regionId: number;
  country: string;
  telephone: string;
}

/** Invented people; addresses that look real, mail that cannot be delivered. */
export const customers: Customer[] = [
  {
    id: 1,
    firstname: 'Giulia',
    lastname: 'Rossi',
    email: 'giulia.rossi@example.com',
    dob: '1987-03-21 00:00:00',
    gender: 2,
    street: ['Via Garibaldi 14', 'Scala B, interno 6'],
    city: 'Milano',
    postcode: '20121',
    region: 'Milano',
    regionCode: 'MI',
    regionId: 1039,
    country: 'IT',
    telephone: '+39 02 5550101',
  },
  {
    id: 2,
    firstname: 'Marco',
    lastname: 'Bianchi',
    email: 'marco.bianchi@example.com',
    taxvat: 'BNCMRC80A01F205F',
    street: ['Corso Vittorio Emanuele II 88'],
    city: 'Torino',
    postcode: '10121',
    region: 'Torino',
    regionCode: 'TO',
    regionId: 1078,
    country: 'IT',
    telephone: '+39 011 5550102',
  },
  {
    id: 3,
    firstname: 'Elena',
    lastname: 'Ferrari',
    email: 'amministrazione@officineferrari.example.com',
    company: 'Officine Ferrari & Figli S.r.l.',
    vatId: '01234560975',
    street: ['Via dell’Industria 7'],
    city: 'Prato',
    postcode: '59100',
    region: 'Prato',
    regionCode: 'PO',
    regionId: 1055,
    country: 'IT',
    telephone: '+39 0574 555103',
  },
  {
    id: 4,
    firstname: 'Niccolò',
    lastname: 'D’Amico',
    email: 'niccolo.damico@example.com',
    street: ['Piazza Santa Croce 3'],
    city: 'Firenze',
    postcode: '50122',
    region: 'Firenze',
    regionCode: 'FI',
    regionId: 1025,
    country: 'IT',
    telephone: '+39 055 5550104',
  },
];

/** The shop's store views, as `/V1/store/storeViews` names them; 0 is the back office's own. */
export const stores = [
  { id: 0, code: 'admin', name: 'Admin', website_id: 0, store_group_id: 0, is_active: 1 },
  { id: 1, code: 'default', name: 'Italiano', website_id: 1, store_group_id: 1, is_active: 1 },
  { id: 2, code: 'en', name: 'English', website_id: 1, store_group_id: 1, is_active: 1 },
];

/** Payment methods that this shop offers, and their titles. Methods without a gateway are `offline`. */
export const methods: Record<string, { title: string; offline: boolean }> = {
  stripe_payments: { title: 'Carta di credito (Stripe)', offline: false },
  banktransfer: { title: 'Bonifico bancario', offline: true },
  cashondelivery: { title: 'Contrassegno', offline: true },
  checkmo: { title: 'Assegno', offline: true },
  paypal_express: { title: 'PayPal Express Checkout', offline: false },
  free: { title: 'Nessun pagamento richiesto', offline: true },
};

/** Whether a payment method has no gateway; an unknown method is taken to have one. */
export const isOffline = (method: string): boolean => methods[method]?.offline ?? false;
