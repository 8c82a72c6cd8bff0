import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Command } from 'commander';
import { OperatorName } from './operators.ts';
import { hashPassword, SHORTEST_PASSWORD } from './password.ts';
import { explain } from './run.ts';

const say = (text: string) => process.stderr.write(text);

/** Asks for a password and prints its hash to stdout as a line for the environment; all else goes to stderr. */
async function main(name: string): Promise<void> {
  const allowed = OperatorName.safeParse(name);
  if (!allowed.success) return refuse(`The name: ${allowed.error.issues[0]?.message}.`);
  const password = await passwordTyped(name);
  if (password === undefined) return;
  const variable = `INCASSO_OPERATOR_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
  say(
    `\nThe line below goes into the environment of worker and API (.env), quotes and all; into incasso.yaml go:\n
operators:
  - name: ${name}
    passwordHash: \${${variable}}
    role: operator   # or "reader": sees everything and does nothing\n\n`,
  );
  // In single quotes, since shells and compose files would replace the "$" of the hash.
  console.log(`${variable}='${await hashPassword(password)}'`);
}

/** The password, typed twice without echo; without a terminal, one line of stdin. Undefined where it is refused. */
async function passwordTyped(name: string): Promise<string | undefined> {
  const terminal = process.stdin.isTTY;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const input = createInterface({ input: process.stdin, output: silent, terminal });
  input.on('SIGINT', () => process.exit(130));
  const question = async (text: string) => {
    if (terminal) say(text);
    const typed = await Promise.race([input.question(''), once(input, 'close').then(() => '')]);
    if (terminal) say('\n');
    return typed;
  };
  try {
    const password = await question(`Password of ${name} (at least ${SHORTEST_PASSWORD} characters): `);
    if ([...password].length < SHORTEST_PASSWORD)
      return refuse(`At least ${SHORTEST_PASSWORD} characters: three or four words are easy to remember.`);
    if (terminal && (await question('Once more: ')) !== password)
      return refuse('These were two different passwords: nothing was made.');
    return password;
  } finally {
    input.close();
  }
}

function refuse(why: string): undefined {
  say(`${why}\n`);
  process.exitCode = 1;
}

const command = new Command('npm run operator --')
  .description(
    'Asks for the password of an operator of the pages under /operators, and prints its hash as a line for the environment.',
  )
  .argument('<name>', 'with which the operator signs in, and signs what they do: "anna", "anna.rossi"')
  .action((name: string) => main(name).catch(explain));
await command.parseAsync();
