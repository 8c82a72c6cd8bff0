import { z } from 'zod';
import { bad, type Finding, good, note } from '../../domain/finding.ts';
import type { Table } from './check-numbers.ts';
import type { MexalClient } from './client.ts';
import type { MexalSettings } from './settings.ts';
import { isRate, VatCodeRead } from './vat-codes.ts';
import { equal } from './wire.ts';

const Article = z.object({
  codice: z.string(),
  descrizione: z.string().default(''),
  gest_precanc: z.string().default(''),
  gest_annullato: z.string().default(''),
});

/** What happens to an order that has something for which the settings name no article. */
const WITHOUT = {
  discount: 'prices are what is left after their discount',
  giftWrap: 'an order with gift wrapping is not written',
  paymentFee: 'an order whose way of paying costs something is not written',
  eco: 'an order with a fixed product tax is not written',
  rounding: 'cents that the shop rounded away are in no row, up to the tolerance',
};

/** Whether the expense articles and VAT codes that the settings name are in Mexal. */
export function checkCodes(client: MexalClient, settings: MexalSettings, table: Table, year: () => number) {
  const { articles: named, exemptions } = settings;

  const articles = async (): Promise<Finding[]> => {
    const { shipping, discount, giftWrap, paymentFee, eco, rounding } = named;
    const expenses = Object.entries({ shipping, discount, giftWrap, paymentFee, eco, rounding });
    const codes = expenses.flatMap(([, code]) => code ?? []);
    const target = { what: 'search of expense articles', path: 'articoli', year: year() };
    const search = { filters: [equal('codice', codes)], fields: Object.keys(Article.shape) };
    const known = codes.length > 0 ? await client.readAll(target, Article, search) : [];
    return expenses.flatMap(([name, code]): Finding[] => {
      const subject = `article for ${name}`;
      if (code === undefined)
        return name in WITHOUT ? [note(subject, `is not set: ${WITHOUT[name as keyof typeof WITHOUT]}`)] : [];
      const article = known.find(({ codice }) => codice.trim() === code);
      if (article?.gest_precanc === 'S' || article?.gest_annullato === 'S')
        return [bad(subject, `${code} is annulled in Mexal`, `Correct articles.${name}.`)];
      if (article) return [good(subject, `${code} ${article.descrizione}`)];
      if (name === 'shipping' && named.createShipping) return [note(subject, `${code} will be created`)];
      const todo = `Code it in Mexal, or correct articles.${name}.`;
      return [bad(subject, `Mexal has no article ${code}`, todo)];
    });
  };

  const vat = async (): Promise<Finding[]> => {
    const used = [...Object.values(settings.vat), ...Object.values(exemptions)];
    const known = used.some((code) => code !== undefined) ? await table('esenzioni-iva', VatCodeRead) : [];
    const inTable = (subject: string, code: string, setting: string): Finding => {
      const row = known.find(({ codice }) => codice.trim() === code);
      if (row) return good(subject, `${code} ${row.descrizione}`);
      return bad(subject, `Mexal has no VAT code ${code}`, `Code it in Mexal, or correct ${setting}.`);
    };
    const ofRates = Object.entries(settings.vat).map(([rate, code]): Finding => {
      const subject = `VAT ${rate} %`;
      if (isRate(code)) return note(subject, `is sent as ${code}: Mexal tells nobody which rates it has`);
      return inTable(subject, code, `vat."${rate}"`);
    });
    const ofNone = Object.entries({ italy: undefined, eu: undefined, extraEu: undefined, ...exemptions });
    return [
      ...ofRates,
      ...ofNone.map(([where, code]): Finding => {
        const subject = `exemption ${where}`;
        if (code === undefined)
          return note(subject, 'is not set: an order without VAT that goes there is not written');
        return inTable(subject, code, `exemptions.${where}`);
      }),
    ];
  };

  return { articles, vat };
}
