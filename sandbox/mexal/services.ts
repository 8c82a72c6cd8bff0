import type { FastifyInstance } from 'fastify';
import { callOf } from './auth.ts';
import type { World } from './books.ts';
import { businessError } from './errors.ts';

// Commands that exist, but whose answers are not published, or that Incasso doesn't use.
const NOT_SIMULATED = new Set(
  `totali_documento totali_riga_documento condizioni_documento calcolo_esposizione get_storico_ordine
   ins_righe_ordine_cliente stampa_ordine_cliente get_registro_operazioni_utente lista_docdv get_allegato_archivio
   get_assoc_dv`.split(/\s+/),
);
const MAX_NUMBER = 999_999;

/** `POST /webapi/servizi {cmd, dati}`. */
export function serviceRoute(app: FastifyInstance, world: World): void {
  app.post<{ Body: { cmd?: unknown; dati?: { in_sigla?: unknown } } | null }>(
    '/webapi/servizi',
    (request) => {
      callOf(world, request);
      const { cmd, dati } = request.body ?? {};
      if (typeof cmd !== 'string') throw businessError("Campo 'cmd' obbligatorio");
      if (NOT_SIMULATED.has(cmd)) throw businessError(`cmd ${cmd} non simulato da questo sandbox`);
      if (cmd !== 'get_proprieta_numeratori') throw businessError(`cmd ${cmd} non valido`);
      const series = world.sandbox.books.series.find((s) => s.sigla_documento === dati?.in_sigla);
      if (!series) throw businessError('Sigla documento non valida');
      return {
        max_serie: series.serie_massima,
        max_numero_documento: MAX_NUMBER,
        gest_numerazione_automatica: 'S',
      };
    },
  );
}
