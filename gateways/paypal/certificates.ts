import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { Failure } from '../../domain/failure.ts';
import { asText, httpClient, whyUnanswered } from '../../http/client.ts';
import { certificateOrigins, type PayPalSettings, pemBlocks } from './settings.ts';

const PATH = /^\/v1\/notifications\/certs\/[A-Za-z0-9._-]+$/;
// PayPal waits 20 seconds and more for our answer.
const DEADLINE_MS = 5_000;
const MOST_BYTES = 64 * 1024;
const MOST_KEPT = 16;
// Whoever names certificates that are not there must not have PayPal asked without end.
const MOST_AT_ONCE = 16;
const LONGEST_CHAIN = 6;
/** Whose certificates sign notifications. That of PayPal's sandbox proves nothing of real money. */
const SIGNERS = {
  test: /^CN=messageverificationcerts\.(sandbox\.)?paypal\.com$/m,
  production: /^CN=messageverificationcerts\.paypal\.com$/m,
} as const;

/**
 * The certificate that a notification says it is signed with, from PayPal's own hosts and from nowhere else; kept, so that
 * few are fetched. Throws SIGNATURE_INVALID for one that is not to be believed, GATEWAY_AWAY where it can't be had now.
 */
export function certificates(given: PayPalSettings): (url: string) => Promise<X509Certificate> {
  const http = httpClient('', Math.min(given.timeout, DEADLINE_MS), {
    maxContentLength: MOST_BYTES,
    proxy: false,
    ...asText,
  });
  const origins = certificateOrigins(given);
  const kept = new Map<string, X509Certificate[]>();
  const fetching = new Map<string, Promise<X509Certificate[]>>();
  const authorities = authoritiesOf(given.certificateAuthority);

  async function fetched(url: string): Promise<X509Certificate[]> {
    const answer = await http.get<string>(url).catch((error: unknown) => {
      throw away(whyUnanswered(error));
    });
    const { status, data } = answer;
    if (status === 429 || status >= 500) throw away(`HTTP ${status}`);
    const blocks = status === 200 ? pemBlocks(data) : [];
    if (blocks.length === 0 || blocks.length > LONGEST_CHAIN)
      throw untrusted(`there is no certificate at its address (HTTP ${status})`);
    try {
      return blocks.map((block) => new X509Certificate(block));
    } catch {
      throw untrusted('its certificate can not be read');
    }
  }

  function onceFetched(address: string): Promise<X509Certificate[]> {
    const underWay = fetching.get(address);
    if (underWay) return underWay;
    if (fetching.size >= MOST_AT_ONCE) throw away('too many others are being fetched');
    const chain = fetched(address).finally(() => fetching.delete(address));
    fetching.set(address, chain);
    return chain;
  }

  return async (url) => {
    const address = addressOf(url, origins);
    const chain = kept.get(address) ?? (await onceFetched(address));
    // One that has ended is fetched anew the next time.
    kept.delete(address);
    const leaf = believed(chain, SIGNERS[given.environment], authorities());
    kept.set(address, chain);
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size > MOST_KEPT) kept.delete(oldest);
    return leaf;
  };
}

/** Exactly where PayPal has them: nothing else is ever asked because a stranger's notification says so. */
function addressOf(text: string, origins: string[]): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url && !url.username && !url.password && !url.search && !url.hash;
  if (!url || !plain || !origins.includes(url.origin) || !PATH.test(url.pathname))
    throw untrusted("the address of its certificate is not PayPal's");
  return url.href;
}

/** The first of a chain that leads to an authority, all of it valid now. Not confirmed: that PayPal's file has all between the two. */
function believed(chain: X509Certificate[], signer: RegExp, authorities: X509Certificate[]): X509Certificate {
  const [leaf, ...others] = chain;
  if (!leaf || !signer.test(leaf.subject))
    throw untrusted("its certificate is not that of PayPal's messages");
  let current = leaf;
  for (let step = 0; step <= others.length; step += 1) {
    if (!isValidNow(current)) throw untrusted('its certificate, or one that it leads to, is not valid now');
    const issued = current;
    if (authorities.some((authority) => isBy(issued, authority) && isValidNow(authority))) return leaf;
    const next = others.find((one) => one !== issued && one.ca && isBy(issued, one));
    if (!next) break;
    current = next;
  }
  throw untrusted('its certificate leads to no authority that is known');
}

function isBy(one: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return one.checkIssued(issuer) && one.verify(issuer.publicKey);
  } catch {
    // A key of a kind that this Node can't read has signed nothing that it could believe.
    return false;
  }
}

const isValidNow = ({ validFrom, validTo }: X509Certificate): boolean =>
  Date.parse(validFrom) <= Date.now() && Date.now() <= Date.parse(validTo);

/** Read once they are needed: there are more than a hundred. */
function authoritiesOf(further: string | undefined): () => X509Certificate[] {
  let all: X509Certificate[] | undefined;
  return () => {
    all ??= [...pemBlocks(further ?? ''), ...rootCertificates].map((pem) => new X509Certificate(pem));
    return all;
  };
}

const untrusted = (why: string) =>
  new Failure('SIGNATURE_INVALID', 'refused', `notification not believed: ${why}`);
const away = (why: string) =>
  new Failure('GATEWAY_AWAY', 'away', `the certificate of a notification could not be fetched: ${why}`);
