import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const ofOthers = ['node_modules', 'dist', '.git', '.incasso'];
const files = readdirSync(root, { withFileTypes: true }).flatMap((entry) =>
  entry.isFile()
    ? [entry.name]
    : ofOthers.includes(entry.name)
      ? []
      : readdirSync(join(root, entry.name), { recursive: true, encoding: 'utf8' }).map((name) =>
          join(entry.name, name),
        ),
);
const pages = files.filter((path) => path.endsWith('.md'));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** A page's text without what is code. */
const prose = (path: string): string =>
  read(path)
    .replace(/^```.*?^```/gms, '')
    .replace(/`[^`\n]*`/g, '');

/** The anchors of a page's headings, as GitHub makes them. */
function anchors(path: string): string[] {
  const seen = new Map<string, number>();
  const headings = [
    ...read(path)
      .replace(/^```.*?^```/gms, '')
      .matchAll(/^#+ (.+)$/gm),
  ];
  return headings.map(([, title = '']) => {
    const slug = title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
}

/** Links of a page to something of this repository. */
const linksOf = (path: string) =>
  [...prose(path).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [file = '', anchor] = link.split('#');
    return [{ link, target: file === '' ? path : relative(root, join(root, dirname(path), file)), anchor }];
  });

describe('links', () => {
  it.each(pages)('of %s lead somewhere', (path) => {
    const dead = linksOf(path).filter(
      ({ target, anchor }) =>
        !existsSync(join(root, target)) ||
        (anchor !== undefined && !(target.endsWith('.md') && anchors(target).includes(anchor))),
    );
    expect(dead.map(({ link }) => link)).toEqual([]);
  });

  it('lead to every page of docs/', () => {
    const led = new Set(
      pages
        .flatMap((path) => linksOf(path).filter(({ target }) => target !== path))
        .map(({ target }) => target),
    );
    expect(pages.filter((path) => path.startsWith('docs/') && !led.has(path))).toEqual([]);
  });

  it('to pages of docs/ that code and settings name lead somewhere', () => {
    const named = files
      .filter((path) => /\.(ts|ya?ml|env|sh|json)$/.test(path) && path !== 'package-lock.json')
      .flatMap((path) =>
        [...read(path).matchAll(/(?<![\w/.])docs\/[\w/-]+\.(?:md|json)/g)].map(([page]) => page),
      );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((page) => !existsSync(join(root, page)))).toEqual([]);
  });
});
