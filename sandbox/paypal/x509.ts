/** X.509 certificates in DER, as far as a sandbox needs them: RSA, SHA-256, one name. Source: RFC 5280, section 4.1. */
import { createHash, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';

const OID = {
  commonName: '550403',
  sha256WithRSA: '2a864886f70d01010b',
  basicConstraints: '551d13',
  keyUsage: '551d0f',
  subjectKeyId: '551d0e',
  authorityKeyId: '551d23',
} as const;

/** What a certificate is to say; `authority`: it may sign others. */
export interface CertificateRequest {
  subject: string;
  issuer: string;
  publicKey: KeyObject;
  /** The issuer's private key. */
  signingKey: KeyObject;
  from: Date;
  to: Date;
  authority: boolean;
}

/** A signed certificate in PEM. */
export function certificate(wanted: CertificateRequest): string {
  const algorithm = sequence(oid(OID.sha256WithRSA), Buffer.from('0500', 'hex'));
  const publicKey = spki(wanted.publicKey);
  const keyIds = [
    sequence(oid(OID.subjectKeyId), octets(octets(keyId(publicKey)))),
    sequence(oid(OID.authorityKeyId), octets(sequence(tagged(0x80, keyId(spki(wanted.signingKey)))))),
  ];
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    name(wanted.issuer),
    sequence(moment(wanted.from), moment(wanted.to)),
    name(wanted.subject),
    publicKey,
    tagged(0xa3, sequence(constraints(wanted.authority), usage(wanted.authority), ...keyIds)),
  );
  const der = sequence(body, algorithm, bits(sign('sha256', body, wanted.signingKey)));
  return pem(der);
}

/** A public key in DER; a private key's public half. */
const spki = (key: KeyObject): Buffer => createPublicKey(key).export({ type: 'spki', format: 'der' });
const keyId = (key: Buffer): Buffer => createHash('sha1').update(key).digest();

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
  const digits = length.toString(16);
  const size = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | size.length]), size, content]);
}

const sequence = (...parts: Buffer[]): Buffer => tagged(0x30, ...parts);
const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));
const integer = (bytes: Buffer): Buffer => tagged(0x02, bytes);
const bits = (bytes: Buffer, unused = 0): Buffer => tagged(0x03, Buffer.from([unused]), bytes);
const octets = (...parts: Buffer[]): Buffer => tagged(0x04, ...parts);
const TRUE = Buffer.from('0101ff', 'hex');

const name = (text: string): Buffer =>
  sequence(tagged(0x31, sequence(oid(OID.commonName), tagged(0x0c, Buffer.from(text)))));

/** A time in DER: years from 2050 on have four digits. */
function moment(date: Date): Buffer {
  const digits = `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  return date.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(digits.slice(2)))
    : tagged(0x18, Buffer.from(digits));
}

const constraints = (authority: boolean): Buffer =>
  sequence(oid(OID.basicConstraints), TRUE, octets(authority ? sequence(TRUE) : sequence()));

/** The key's usage: an authority signs certificates, all others sign content. */
const usage = (authority: boolean): Buffer =>
  sequence(
    oid(OID.keyUsage),
    TRUE,
    octets(authority ? bits(Buffer.from([0x04]), 2) : bits(Buffer.from([0x80]), 7)),
  );
