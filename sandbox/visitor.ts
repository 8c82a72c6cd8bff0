import axios, { type AxiosResponse } from 'axios';

// Answers as they come: redirects are not followed, no status throws.
const http = axios.create({ maxRedirects: 0, validateStatus: () => true, timeout: 40_000 });

/** A browser as far as the operators' pages need one: a cookie, and forms with their hidden fields. */
export class Visitor {
  /** The session's cookie. */
  cookie: string | undefined;
  /** The cookie that says that an operator has signed in here before. */
  wasHere: string | undefined;
  /** The client's address, as a proxy in front would state it. */
  from: string | undefined;
  language = 'it';
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async get(path: string): Promise<AxiosResponse<string>> {
    return this.#kept(await http.get(`${this.url}${path}`, { headers: this.#headers() }));
  }

  async post(path: string, fields: Record<string, string>): Promise<AxiosResponse<string>> {
    const body = new URLSearchParams(fields);
    return this.#kept(await http.post(`${this.url}${path}`, body, { headers: this.#headers() }));
  }

  /** Opens a form, fills in some of its fields, and sends it with the hidden ones. */
  async send(path: string, typed: Record<string, string>): Promise<AxiosResponse<string>> {
    const { data } = await this.get(path);
    return this.post(path, { ...hiddenIn(data), ...typed });
  }

  async signIn(name: string, password: string, next?: string): Promise<AxiosResponse<string>> {
    const search = next === undefined ? '' : `?${new URLSearchParams({ next })}`;
    const { data } = await this.get(`/operators/sign-in${search}`);
    return this.post('/operators/sign-in', { ...hiddenIn(data), name, password });
  }

  #headers() {
    const cookie = [this.cookie, this.wasHere].filter((pair) => pair !== undefined).join('; ');
    return { cookie, 'accept-language': this.language, 'x-forwarded-for': this.from };
  }

  #kept<T>(answer: AxiosResponse<T>): AxiosResponse<T> {
    for (const set of answer.headers['set-cookie'] ?? []) {
      const [pair = ''] = set.split(';');
      if (pair.startsWith('incasso-operator-was-here=')) this.wasHere = pair;
      else this.cookie = pair;
    }
    return answer;
  }
}

/** The hidden fields of a page's last form. That is the header's only where the page has no other. */
export function hiddenIn(html: string): Record<string, string> {
  const form = html.slice(html.lastIndexOf('<form method="post"'));
  const fields = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, plain(value)]));
}

const plain = (escaped: string): string =>
  escaped
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** The page's heading. */
export const headingIn = (html: string): string => plain(/<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? '');

/** A path of a workflow's page, or of one of its forms. */
export const pathTo = (workflowId: string, action?: string): string =>
  `/operators/${encodeURIComponent(workflowId)}${action ? `/${action}` : ''}`;
