/** An image as compose files and Dockerfiles name it, and the same with what its registry keeps under that tag now. */
export interface Pin {
  image: string;
  pinned: string;
}

const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
const ANSWER_MS = 20_000;

/** The images of others that a compose file or a Dockerfile names, each once, without the digest that they may have. */
export function imagesIn(text: string): string[] {
  const named = [
    ...text.matchAll(/^\s*(?:image:|FROM)\s+([a-z0-9][\w./-]*:[\w.-]+)(?:@\S+)?(?:\s+AS\s+\S+)?\s*$/gim),
  ];
  return [...new Set(named.map(([, image = '']) => image))].filter((image) => !image.startsWith('incasso:'));
}

/** The text with each of these images under its digest, whether it had another or none. */
export function pinnedText(text: string, pins: Pin[]): string {
  return pins.reduce(
    (all, { image, pinned }) =>
      all.replace(
        new RegExp(`(\\s)${image.replaceAll('.', '\\.')}(@sha256:[0-9a-f]+)?(?=\\s)`, 'g'),
        `$1${pinned}`,
      ),
    text,
  );
}

/**
 * Asks a registry what a tag stands for now: HEAD of its manifest, with a token where it wants one (OCI distribution
 * specification; Docker's token authentication). Throws where it is not reached, or knows no such image.
 */
export async function pinOf(image: string, registry = 'https://registry-1.docker.io'): Promise<Pin> {
  const [name = '', tag = ''] = image.split(':');
  const repository = name.includes('/') ? name : `library/${name}`;
  const url = `${registry}/v2/${repository}/manifests/${tag}`;
  const ask = (token?: string) =>
    fetch(url, {
      method: 'HEAD',
      headers: { accept: MANIFESTS, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
  let answer = await ask();
  if (answer.status === 401) answer = await ask(await tokenOf(answer.headers.get('www-authenticate') ?? ''));
  const digest = answer.headers.get('docker-content-digest');
  if (!answer.ok || !/^sha256:[0-9a-f]{64}$/.test(digest ?? ''))
    throw new Error(`${registry} says of ${image}: HTTP ${answer.status}, and no digest`);
  return { image, pinned: `${image}@${digest}` };
}

async function tokenOf(challenge: string): Promise<string> {
  const given = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
  );
  const { realm, ...rest } = given;
  if (!realm) throw new Error(`the registry wants to know who asks, and does not say how: ${challenge}`);
  const answer = await fetch(`${realm}?${new URLSearchParams(rest)}`, {
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const { token, access_token } = (await answer.json()) as { token?: string; access_token?: string };
  return token ?? access_token ?? '';
}
