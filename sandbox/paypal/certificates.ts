import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type Certificate, clock, newId, type PayPal } from './books.ts';
import { certificate } from './x509.ts';

const DAY_MS = 24 * 3600_000;
const LEAF = 'messageverificationcerts.sandbox.paypal.com';
const AUTHORITY = 'PayPal sandbox on this machine, certificate authority';
const STRANGER = 'Somebody else, certificate authority';

/** The certificate that notifications are signed with now. A new one takes its place a day before it expires. */
export function currentCertificate(paypal: PayPal): Certificate {
  const ends = clock(paypal) + DAY_MS;
  return find(paypal, 'own', ends) ?? make(paypal, 'own', authority(paypal), 398 * DAY_MS);
}

/** A certificate with the right name, but of an unknown authority. */
export function foreignCertificate(paypal: PayPal): Certificate {
  const known = find(paypal, 'foreign', 0);
  if (known) return known;
  const key = keyPair('stranger');
  return make(paypal, 'foreign', selfSigned(paypal, 'foreign', STRANGER, key), 398 * DAY_MS);
}

/** A certificate of the right authority that expired yesterday. */
export const expiredCertificate = (paypal: PayPal): Certificate =>
  find(paypal, 'expired', 0) ?? make(paypal, 'expired', authority(paypal), -DAY_MS);

/** The authority's certificate, in PEM: clients have to trust it to check a chain. */
export function authority(paypal: PayPal): Certificate {
  const known = find(paypal, 'authority', clock(paypal));
  if (known) return known;
  const made = selfSigned(paypal, 'authority', AUTHORITY, keyPair('authority'));
  paypal.books.certificates[made.id] = made;
  paypal.sandbox.save();
  return made;
}

const find = ({ books }: PayPal, kind: Certificate['kind'], after: number): Certificate | undefined =>
  Object.values(books.certificates).find(
    (certificate) => certificate.kind === kind && certificate.endsAt > after,
  );

function selfSigned(paypal: PayPal, kind: Certificate['kind'], subject: string, key: KeyObject): Certificate {
  const endsAt = clock(paypal) + 20 * 365 * DAY_MS;
  const from = new Date(clock(paypal) - 400 * DAY_MS);
  const names = { subject, issuer: subject };
  const chain = certificate({
    ...names,
    publicKey: key,
    signingKey: key,
    from,
    to: new Date(endsAt),
    authority: true,
  });
  return { id: newCertificateId(), kind, chain, privateKey: pemOf(key), endsAt };
}

function make(
  paypal: PayPal,
  kind: Exclude<Certificate['kind'], 'authority'>,
  issuer: Certificate,
  lives: number,
): Certificate {
  const endsAt = clock(paypal) + lives;
  const key = keyPair(kind);
  const leaf = certificate({
    subject: LEAF,
    issuer: kind === 'foreign' ? STRANGER : AUTHORITY,
    publicKey: key,
    signingKey: createPrivateKey(issuer.privateKey),
    from: new Date(Math.min(clock(paypal), endsAt) - DAY_MS),
    to: new Date(endsAt),
    authority: false,
  });
  const made = { id: newCertificateId(), kind, chain: leaf + issuer.chain, privateKey: pemOf(key), endsAt };
  paypal.books.certificates[made.id] = made;
  paypal.sandbox.save();
  return made;
}

const newCertificateId = (): string => `CERT-360caa42-${newId(8).toLowerCase()}-${newId(8).toLowerCase()}`;

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** Keys are made once in a process, since that takes a moment. Its sandboxes share them, but have certificates of their own. */
const keys = new Map<string, KeyObject>();
function keyPair(name: string): KeyObject {
  const known = keys.get(name);
  if (known) return known;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  keys.set(name, privateKey);
  return privateKey;
}
