import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { BookedDocument, PlannedAnswer, World } from './books.ts';
import { readCsv, readJson, Wrong } from './reading.ts';

/** Where documents' files are moved once they are read. */
const IMPORTED = 'imported';
/** How long to wait for the JSON file beside a CSV: where both formats are written, the CSV comes first. */
const CSV_ALONE_MS = 1_500;

/** Reads the new files in the folder, moves them away, books their documents and answers. */
export function readFolder(world: World): void {
  for (const file of readdirSync(world.folder).sort()) {
    const [, name, format] = /^(.+)\.(json|csv)$/.exec(file) ?? [];
    // Where both are written, the JSON file is the one to read.
    if (!name || file === basename(world.payments)) continue;
    if (format === 'csv' && existsSync(join(world.folder, `${name}.json`))) continue;
    if (format === 'csv' && isYoung(join(world.folder, file))) {
      setTimeout(() => existsSync(world.folder) && readFolder(world), CSV_ALONE_MS).unref();
      continue;
    }
    take(world, name, file);
  }
}

const isYoung = (path: string): boolean => Date.now() - statSync(path).mtimeMs < CSV_ALONE_MS;

const basename = (path: string): string => path.split(/[\\/]/).at(-1) ?? '';

function take(world: World, name: string, file: string): void {
  const { books, save } = world.sandbox;
  const text = readFileSync(join(world.folder, file), 'utf8');
  moveAway(world, name);
  const [planned] = books.planned;
  if (planned && --planned.times <= 0) books.planned.shift();
  const before = books.documents[name];
  const document = booked(world, name, file, text, planned);
  document.seen = (before?.seen ?? 0) + 1;
  // A document that came before keeps its number.
  if (before?.number) document.number = before.number;
  books.documents[name] = document;
  save();
  reply(world, document, planned);
}

function booked(
  world: World,
  name: string,
  file: string,
  text: string,
  planned?: PlannedAnswer,
): BookedDocument {
  const { books } = world.sandbox;
  const empty = {
    name,
    reference: '',
    date: '',
    currency: '',
    carrier: '',
    total: 0,
    rows: [],
    seen: 1,
    answered: false,
  };
  try {
    const read = file.endsWith('.json') ? readJson(text) : readCsv(text);
    if (planned?.mode === 'refuse') return { ...empty, ...read, refused: planned.reason ?? 'not today' };
    const position = read.rows.findIndex(({ article }) => books.unknownArticles.includes(article));
    const unknown = read.rows[position]?.article;
    if (unknown !== undefined)
      return { ...empty, ...read, refused: `article ${unknown} is unknown (row ${position + 1})` };
    books.lastNumber += 1;
    return { ...empty, ...read, number: `ORD ${books.lastNumber}` };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { ...empty, content: text, refused: `${file}: ${error.message}` };
  }
}

function reply(world: World, { name, number = '' }: BookedDocument, planned?: PlannedAnswer): void {
  const { mode = 'usual', ms = 1_000 } = planned ?? {};
  const done = join(world.folder, `${name}.done`);
  switch (mode) {
    case 'usual':
    case 'refuse':
      answer(world, name);
      break;
    case 'never':
      break;
    case 'half':
      writeFileSync(done, number);
      break;
    case 'unreadable':
      writeFileSync(done, '\n');
      break;
    case 'late':
      setTimeout(() => answer(world, name), ms).unref();
      break;
    default:
      throw new Error(`no such answer: ${mode satisfies never}`);
  }
}

/** Answers a document that was read: its number and total, or why it is refused. */
export function answer(world: World, name: string): void {
  const document = world.sandbox.books.documents[name];
  if (!document) throw new TypeError(`no document ${name}`);
  const [ending, text] = document.number
    ? ['done', `${document.number}\n${(document.total / 100).toFixed(2)}\n`]
    : ['refused', `${document.refused}\n`];
  writeFileSync(join(world.folder, `${name}.${ending}`), text);
  document.answered = true;
  world.sandbox.save();
}

/** What becomes of a document later: a file beside its answer. */
export function becomes(world: World, name: string, state: string, tracking = ''): void {
  const document = world.sandbox.books.documents[name];
  if (!document) throw new TypeError(`no document ${name}`);
  rmSync(join(world.folder, `${name}.${state}`), { force: true });
  const seen = `seen at ${world.sandbox.now().toISOString()}`;
  // Carrier and tracking number, only where it was shipped.
  const lines = state === 'shipped' ? [seen, document.carrier, tracking] : [seen];
  writeFileSync(join(world.folder, `${name}.${state}`), `${lines.join('\n')}\n`);
}

function moveAway({ folder }: World, name: string): void {
  mkdirSync(join(folder, IMPORTED), { recursive: true });
  for (const format of ['json', 'csv']) {
    const file = `${name}.${format}`;
    if (existsSync(join(folder, file))) renameSync(join(folder, file), join(folder, IMPORTED, file));
  }
}
