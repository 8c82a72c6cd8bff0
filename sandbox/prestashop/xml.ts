import { major, type Version } from './names.ts';
import type { Shown } from './present.ts';
import type { Resource } from './resources.ts';

/** How XML is written. `base`: the webservice's address as the client called it, with a slash at its end; `languages`: ids. */
export interface Format {
  base: string;
  languages: number[];
  version: Version;
}

/** An answer: one record, a list of whole records, or a list of ids. */
export type Answer =
  | { view: 'details'; resource: Resource; rows: Shown[] }
  | { view: 'list'; resource: Resource; rows: Shown[] }
  | { view: 'ids'; resource: Resource; ids: number[] };

/** An answer as WebserviceOutputXML writes it. Values are in CDATA unchanged: `]]>` in one breaks the document there too. */
export function renderXml(answer: Answer, format: Format): string {
  const { resource } = answer;
  const inner =
    answer.view === 'ids'
      ? answer.ids
          .map(
            (id) => `<${resource.node} id="${id}" xlink:href="${format.base}${resource.listNode}/${id}"/>\n`,
          )
          .join('')
      : answer.rows.map((row) => entity(resource, row, format)).join('');
  return document(
    answer.view === 'details' ? inner : `<${resource.listNode}>\n${inner}</${resource.listNode}>\n`,
  );
}

/** Errors as XML. */
export function renderErrors(errors: { code: number; message: string }[]): string {
  const lines = errors.map(
    ({ code, message }) =>
      `<error>\n<code>${cdata(code)}</code>\n<message>${cdata(message)}</message>\n</error>\n`,
  );
  return document(`<errors>\n${lines.join('')}</errors>\n`);
}

/** The root: the resources that the key may use, and its verbs (WebserviceOutputBuilder::getResourcesList); `patch` since 8 (inferred). */
export function renderRoot(
  resources: { name: string; description: string; verbs: string[] }[],
  verbs: string[],
  shopName: string,
  base: string,
): string {
  const lines = resources.map(({ name, description, verbs: allowed }) => {
    const may = verbs.map((verb) => ` ${verb.toLowerCase()}="${allowed.includes(verb)}"`).join('');
    const link = ` xlink:href="${base}${name}"${may}`;
    const schema = (type: string) => `<schema xlink:href="${base}${name}?schema=${type}" type="${type}"/>\n`;
    return `<${name}${link}>\n<description${link}>\n${description}</description>\n${schema('blank')}${schema('synopsis')}</${name}>\n`;
  });
  return document(`<api shopName="${shopName}">\n${lines.join('')}</api>\n`);
}

const document = (inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<prestashop xmlns:xlink="http://www.w3.org/1999/xlink">\n${inner}</prestashop>\n`;

const cdata = (value: unknown): string => `<![CDATA[${String(value)}]]>`;

/** A value as XML. An empty one is an empty CDATA in 8 and 9, before that nothing (recorded in 1.6, 8.2 and 9.1). */
const content = (value: unknown, version: Version): string =>
  value === '' && major(version) < 8 ? '' : cdata(value);

function entity(resource: Resource, row: Shown, format: Format): string {
  const { base, languages, version } = format;
  const lines = row.fields.map(({ field, value }) => {
    if (field.kind === 'lang') {
      const texts = typeof value === 'object' ? value : {};
      const inner = languages.map(
        (id) =>
          `<language id="${id}" xlink:href="${base}languages/${id}">${content(texts[id] ?? '', version)}</language>`,
      );
      return `\t<${field.name}>${inner.join('')}</${field.name}>\n`;
    }
    // 0 has no address, but only in fields named id_…: current_state 0 has one.
    const isNone = field.name.startsWith('id_') && !Number(value);
    const link = field.xlink && !isNone ? ` xlink:href="${base}${field.xlink}/${String(value)}"` : '';
    const dynamic = field.dynamic ? ' notFilterable="true"' : '';
    return `\t<${field.name}${link}${dynamic}>${content(value, version)}</${field.name}>\n`;
  });
  return `<${resource.node}>\n${lines.join('')}${associations(resource, row, format)}</${resource.node}>\n`;
}

function associations(resource: Resource, { associations: shown }: Shown, format: Format): string {
  const { base } = format;
  if (resource.associations.length === 0 || shown.length === 0) return '';
  const blocks = shown.map(({ association: { name, node, virtual }, rows }) => {
    const head = `<${name} nodeType="${node}" ${virtual ? 'virtualEntity="true"' : `api="${name}"`}`;
    if (rows.length === 0) return `${head}/>\n`;
    const inner = rows.map(({ id, fields }) => {
      const link = virtual ? '' : ` xlink:href="${base}${name}/${String(id)}"`;
      const lines = fields.map((field) => {
        const href = field.xlink ? ` xlink:href="${base}${field.xlink}/${String(field.value)}"` : '';
        return `\t<${field.name}${href}>${content(field.value, format.version)}</${field.name}>\n`;
      });
      return `\t<${node}${link}>\n${lines.join('')}\t</${node}>\n`;
    });
    return `${head}>\n${inner.join('')}</${name}>\n`;
  });
  return `<associations>\n${blocks.join('')}</associations>\n`;
}
