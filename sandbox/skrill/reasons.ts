/** The texts of failed_reason_code for the buyer. Reports have the code only once Skrill's support has enabled that. */
export const reasons: Record<string, string> = {
  '04': 'Rifiutata dalla banca',
  '05': 'Fondi insufficienti',
  '08': 'PIN sbagliato troppe volte',
  '12': 'Carta o conto non valido',
  '24': 'Carta scaduta',
  '28': 'Carta smarrita',
  '32': 'Codice di sicurezza sbagliato',
  '37': 'Carta non abilitata',
  '44': 'Banca non raggiungibile',
  '70': 'Verifica 3D Secure non riuscita',
  '80': 'Fermata dai controlli antifrode',
  '99': 'Motivo non specificato',
};
