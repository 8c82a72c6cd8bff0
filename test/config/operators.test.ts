import { scryptSync } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { hashPassword, isPasswordHash, verifyPassword } from '../../config/password.ts';
import { isSecretName } from '../../domain/schemas/fields.ts';
import { startProgram } from '../../sandbox/kit/programs.ts';
import { demo, env, load, refusal } from './given.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const password = 'tre parole, caffè';
// With the default cost.
let hash: string;
beforeAll(async () => {
  hash = await hashPassword(password);
});
const cheap = () => hashPassword(password, { N: 2 ** 14, r: 1, p: 1 });

const withOperators = (text: string) => `${demo}\noperators:\n${text}`;
const anna = '  - { name: anna, passwordHash: "${ANNA}" }\n';

describe('a password’s hash', () => {
  it('is scrypt’s of at least 2^15, salted, and is that of the password alone', async () => {
    const [, n, r, p, salt = '', derived] = hash.split('$');
    expect(Number(n)).toBeGreaterThanOrEqual(2 ** 15);
    const options = { N: Number(n), r: Number(r), p: Number(p), maxmem: 2 ** 28 };
    const again = scryptSync(password, Buffer.from(salt, 'base64url'), 32, options);
    expect(again.toString('base64url')).toBe(derived);
    expect(await verifyPassword(password, hash)).toBe(true);
    expect(await verifyPassword('tre parole, caffe', hash)).toBe(false);
  });

  it('is salted anew each time', async () => {
    expect(await cheap()).not.toBe(await cheap());
  });

  it('is the same whichever way a keyboard writes the letters', async () => {
    expect(await verifyPassword('tre parole, caffe\u0300', await cheap())).toBe(true);
  });

  it('is nothing weaker, larger than a server bears, or of another form', () => {
    expect(isPasswordHash(hash)).toBe(true);
    const [, n, , , salt, derived] = hash.split('$');
    const others = [
      `scrypt$16384$8$1$${salt}$${derived}`,
      `scrypt$${n}$1$1$${salt}$${derived}`,
      `scrypt$${Number(n) + 1}$8$1$${salt}$${derived}`,
      `scrypt$8388608$8$1$${salt}$${derived}`,
      `scrypt$${n}$8$0$${salt}$${derived}`,
      `scrypt$${n}$8$1$${salt}$${derived}x`,
      `scrypt$${n}$8$1$$${derived}`,
      `bcrypt$${n}$8$1$${salt}$${derived}`,
      'tre parole, caffè',
    ];
    expect(others.filter(isPasswordHash)).toEqual([]);
  });
});

describe('operators in the configuration', () => {
  it('are nobody unless named; a role left out is that of an operator', () => {
    expect(load(demo).operators).toEqual([]);
    const { operators } = load(withOperators(anna), { ...env, ANNA: hash });
    expect(operators).toEqual([{ name: 'anna', passwordHash: hash, role: 'operator' }]);
  });

  it('take their hash from the environment and from nowhere else', () => {
    expect(isSecretName('passwordHash')).toBe(true);
    const { lines } = refusal(withOperators(`  - { name: anna, passwordHash: '${hash}' }\n`));
    expect(lines).toEqual([
      'incasso.yaml: operators.0.passwordHash: a secret must not stand in the file: write ${ENV_NAME} and set that variable',
    ]);
  });

  it('with a hash that is none are refused, and what was given is not told', () => {
    const { lines } = refusal(withOperators(anna), { ...env, ANNA: 'hunter2-hunter2' });
    expect(lines.join()).toMatch(/operators\.0\.passwordHash: is not a hash.*npm run operator/);
    expect(lines.join()).not.toContain('hunter2');
  });

  it('of one name are refused, whatever their capitals', () => {
    const text = withOperators(`${anna}${anna.replace('anna', 'Anna')}`);
    expect(refusal(text, { ...env, ANNA: hash }).lines).toEqual([
      'incasso.yaml: operators.1.name: two operators have this name: what they do could not be told apart',
    ]);
  });

  it.each(['<b>', '', 'a|b', 'anna\u202e', ' anna'])('can’t be called "%s"', (name) => {
    const text = withOperators(anna.replace('anna', JSON.stringify(name)));
    expect(refusal(text, { ...env, ANNA: hash }).lines[0]).toMatch(/operators\.0\.name/);
  });
});

describe('the command that makes a hash', () => {
  const run = (name: string, input: string) =>
    startProgram(process.execPath, ['--import', 'tsx', 'config/operator.ts', name], { cwd: root, input })
      .ended;

  it('prints one line for the environment, and never the password', async () => {
    const { status, stdout, stderr } = await run('anna.rossi', 'tre parole facili\n');
    expect(status).toBe(0);
    const [, name, made = ''] = /^(\w+)='(scrypt\$.*)'\n$/.exec(stdout) ?? [];
    expect(name).toBe('INCASSO_OPERATOR_ANNA_ROSSI');
    expect(await verifyPassword('tre parole facili', made)).toBe(true);
    expect(stderr).toContain('passwordHash: ${INCASSO_OPERATOR_ANNA_ROSSI}');
    expect(stdout + stderr).not.toContain('tre parole facili');
  });

  it.each([
    ['anna', 'too short\n', 'At least 12'],
    ['anna', '', 'At least 12'],
    ['<b>', 'tre parole facili\n', 'letters, digits'],
  ])('makes none for %s with %j', async (name, input, why) => {
    const { status, stdout, stderr } = await run(name, input);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(why);
  });
});
