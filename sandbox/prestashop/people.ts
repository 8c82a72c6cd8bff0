/** A customer with one address. In PrestaShop `vatNumber` and `dni` belong to addresses; Italian shops keep the fiscal code in `dni`. */
export interface Person {
  firstname: string;
  lastname: string;
  email: string;
  company?: string;
  vatNumber?: string;
  dni?: string;
  address1: string;
  address2?: string;
  postcode: string;
  city: string;
  /** The state's iso_code ("NA"), where the country has states. */
  province?: string;
  country: string;
  phone?: string;
  phoneMobile?: string;
  other?: string;
}

/** The group of customers who are shown prices without VAT, and get refunds without VAT. */
export const NET_GROUP = 4;

/** Invented people; addresses that look real, mail that cannot be delivered. Their ids count from 1 in this order. */
export const people: Person[] = [
  {
    firstname: 'Chiara',
    lastname: 'Esposito',
    email: 'chiara.esposito@example.com',
    dni: 'SPSCHR85M41F839N',
    address1: 'Via Toledo 210',
    address2: 'Piano 3',
    postcode: '80134',
    city: 'Napoli',
    province: 'NA',
    country: 'IT',
    phone: '+39 081 5550201',
    phoneMobile: '+39 333 5550201',
  },
  {
    firstname: 'Luca',
    lastname: 'Moretti',
    email: 'luca.moretti@example.com',
    dni: 'MRTLCU79C12A944A',
    address1: 'Via Indipendenza 31',
    postcode: '40121',
    city: 'Bologna',
    province: 'BO',
    country: 'IT',
    phone: '+39 051 5550202',
    other: 'Citofono: Moretti-Sala',
  },
  {
    firstname: 'Paolo',
    lastname: 'Conti',
    email: 'ordini@arredamenticonti.example.com',
    company: 'Arredamenti Conti & C. S.n.c.',
    vatNumber: 'IT03987650235',
    dni: '03987650235',
    address1: 'Viale del Lavoro 44/B',
    postcode: '37135',
    city: 'Verona',
    province: 'VR',
    country: 'IT',
    phone: '+39 045 5550203',
  },
  {
    firstname: 'Ingrid',
    lastname: 'Baumann',
    email: 'ingrid.baumann@example.com',
    address1: 'Leopoldstraße 77',
    postcode: '80802',
    city: 'München',
    country: 'DE',
    phone: '+49 89 5550204',
  },
  {
    firstname: 'Jürgen',
    lastname: 'Weber',
    email: 'einkauf@weber-handel.example.com',
    company: 'Weber Handels GmbH',
    vatNumber: 'DE136695976',
    address1: 'Königsallee 12',
    postcode: '40212',
    city: 'Düsseldorf',
    country: 'DE',
    phone: '+49 211 5550205',
  },
  {
    firstname: 'Céline',
    lastname: 'Favre',
    email: 'celine.favre@example.com',
    address1: 'Rue du Rhône 8',
    postcode: '1204',
    city: 'Genève',
    country: 'CH',
    phoneMobile: '+41 79 5550206',
  },
];
