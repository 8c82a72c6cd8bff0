/** What gateways, shops and ERPs say of themselves, and the document of a deposit. */
export const standing = {
  title: 'Sempre in funzione',
  hint: 'Chi legge notifiche, ordini e gestionale. Apri una riga per vedere com’è messa e per farle rileggere qualcosa.',
  stopped: 'non è in funzione: riparte quando si riavvia il worker',
  unreadable: 'adesso non si riesce a leggere',
  caughtUp: 'Notifiche lette fino al',
  imported: 'Ordini letti fino al',
  lookedAt: 'Ultima lettura',
  never: 'mai',
  missed: 'Recuperate',
  missedOf: (all: number, late: number) =>
    late > 0 ? `${all}, di cui ${late} per pagamenti conclusi` : `${all}`,
  started: 'Ordini avviati',
  toldOrders: 'Modifiche dette',
  leftAlone: 'Lasciati stare',
  madeBefore: (time: string) => `gli ordini fatti prima del ${time}`,
  setBack: 'Riletto da',
  refused: 'Accesso negato, fermo dal',
  resumed: 'Ripreso',
  changes: 'Documenti letti fino al',
  erp: 'Gestionale',
  payments: 'Pagamenti del gestionale',
};
