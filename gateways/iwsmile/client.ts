import { asRead, asText, httpClient, statusFailure, transportFailure } from '../../http/client.ts';
import type { Shown } from './proof.ts';
import { addressOf, type IwsmileSettings, keysOf } from './settings.ts';

const WORDS = ['OK', 'KO', 'IR', 'EX'] as const;
/** OK verified, KO not verified, IR invalid request, EX expired; or any other text, without what it may quote. */
export type Verdict = { word: (typeof WORDS)[number] } | { word: 'other'; text: string };

/** IWSmile, as far as anything can be asked of it. Throws `Failure` and nothing else; `what` begins its message. */
export interface IwsmileClient {
  /** Whether what a callback says is true, by any of the account's keys: POST `trx.check`, which changes nothing. */
  check(what: string, shown: Shown): Promise<Verdict>;
}

/** Source: the modules shineisp (Banks/IWBank) and Emergento for Magento, which post these five fields. */
export function iwsmileClient(settings: IwsmileSettings): IwsmileClient {
  const http = httpClient(addressOf(settings), settings.timeout, {
    ...asText,
    headers: { 'User-Agent': 'incasso' },
  });
  async function ask(what: string, { thx_id, amount, verify_sign, payer_id }: Shown, merchant_key: string) {
    const form = { thx_id, amount, verify_sign, payer_id, merchant_key };
    const answer = await http.post<string>('trx.check', new URLSearchParams(form)).catch((error: unknown) => {
      throw asRead('GATEWAY', transportFailure('GATEWAY', what, error));
    });
    if (answer.status !== 200) throw statusFailure('GATEWAY', what, answer, '');
    return verdictOf(answer.data);
  }
  return {
    async check(what, shown) {
      const [newest = '', ...before] = keysOf(settings);
      let verdict = await ask(what, shown, newest);
      for (const key of before) {
        // Not confirmed: which of the two is said of a key that is not, or not yet, the account's.
        if (verdict.word !== 'KO' && verdict.word !== 'IR') break;
        verdict = await ask(what, shown, key);
      }
      return verdict;
    },
  };
}

/** Not confirmed: that nothing but the two letters is said. A text that only has them in it may say the opposite, and is believed by nobody. */
function verdictOf(text: string): Verdict {
  const said = text.trim();
  const word = WORDS.find((one) => one === said);
  return word ? { word } : { word: 'other', text: withoutSecrets(said) };
}

/** Other words than IWSmile's four, shortened, without addresses and whatever could be a key or a proof. */
const withoutSecrets = (text: string): string =>
  text
    // Looking through all of a long text would take minutes.
    .slice(0, 2_000)
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replace(/[^\s'"<>]*@[^\s'"<>]*|[^\s'"<>]{20,}/g, '***')
    .slice(0, 80);
