/** The key of every test's markers. */
export const markerKey = new Uint8Array(32).fill(7);

/** What every shop's customer buys: shirts at 22 % and oil at 4 %, with VAT; minor units. */
export const lines = [
  { sku: 'SHIRT', name: 'Camicia', quantity: 2, net: 6541, gross: 7980, taxRate: 22 },
  { sku: 'OIL', name: 'Olio', quantity: 1, net: 5673, gross: 5900, taxRate: 4 },
];

export const milan = {
  name: 'Ada Neri',
  street: ['Via Manzoni 3', 'scala B'],
  city: 'Milano',
  postcode: '20121',
  region: 'MI',
  country: 'IT',
};
