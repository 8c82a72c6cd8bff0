import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fileOf, generatedPages } from '../../scripts/docs/pages.ts';
import { regionNames } from '../../scripts/docs/regions.ts';

const pages = await generatedPages();

it.each(Object.entries(pages))('%s is what the code says: otherwise run "npm run docs"', (path, text) => {
  expect(readFileSync(fileOf(path), 'utf8')).toBe(text);
});

it('each table that is made for a page stands in one, once', () => {
  const found = Object.values(pages).flatMap((text) => [...text.matchAll(/<!-- generated: (.+?) -->/g)]);
  expect(found.map(([, name]) => name).sort()).toEqual(regionNames.sort());
});
