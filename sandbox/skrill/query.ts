import { own } from '../kit/records.ts';
import { formOf } from '../kit/requests.ts';
import type { Skrill } from './books.ts';
import { badQuery, notFound, QueryError } from './errors.ts';
import { historyCsv } from './history.ts';
import { refusedLogin } from './login.ts';
import { isAddress } from './params.ts';
import { transactionTold } from './payments.ts';
import { type Report, refundReportOf, reportOf, sendReport } from './reports.ts';

/** What a query names, with its report and where that is sent. */
interface Found {
  id: string;
  report: Report;
  urls: string[];
}

/** The query interface: `/app/query.pl`, by GET or POST. Every answer has HTTP 200. */
export function queryRoutes(skrill: Skrill): void {
  skrill.sandbox.app.route({
    method: ['GET', 'POST'],
    url: '/app/query.pl',
    handler: (request, reply) => {
      reply.type('text/plain; charset=UTF-8');
      try {
        return reply.send(answer(skrill, formOf(request), request.ip));
      } catch (error) {
        if (!(error instanceof QueryError)) throw error;
        return reply.send(`${error.code}\t\t${error.message}`);
      }
    },
  });
}

function answer(skrill: Skrill, form: Record<string, string>, ip: string): string {
  const refused = refusedLogin(skrill, form, ip);
  if (refused) throw refused;
  switch (form.action) {
    case 'status_trn':
      return `200\t\tOK\n${new URLSearchParams(found(skrill, form).report)}`;
    case 'repost':
      return repost(skrill, form);
    case 'history':
      return historyCsv(skrill, form);
    default:
      throw badQuery('action', form.action ?? '');
  }
}

/** Posts the last report again, to its addresses or to the query's. Inferred: the words of the answer. */
function repost(skrill: Skrill, form: Record<string, string>): string {
  const { id, report, urls } = found(skrill, form);
  if (urls.length === 0) throw notFound(form.trn_id || (form.mb_trn_id ?? ''));
  if (form.status_url && !isAddress(form.status_url)) throw badQuery('illegal', form.status_url);
  void sendReport(skrill, id, report, form.status_url ? [form.status_url] : urls);
  return '200\t\tOK';
}

/** What a query names by the merchant's id, which counts where both are given, or by Skrill's. Inferred: a refund is found by Skrill's id. */
function found(skrill: Skrill, { trn_id, mb_trn_id }: Record<string, string>): Found {
  if (!trn_id && !mb_trn_id) throw badQuery('missing', 'trn_id');
  const { books } = skrill;
  const transaction = trn_id ? transactionTold(skrill, trn_id) : own(books.transactions, mb_trn_id ?? '');
  if (transaction) {
    const urls = own(books.sessions, transaction.sid)?.statusUrls ?? [];
    return { id: transaction.id, report: reportOf(skrill, transaction), urls };
  }
  const refund = trn_id ? undefined : own(books.refunds, mb_trn_id ?? '');
  if (!refund) throw notFound(trn_id || (mb_trn_id ?? ''));
  const urls = refund.statusUrl ? [refund.statusUrl] : [];
  return { id: refund.id, report: refundReportOf(skrill, refund), urls };
}
