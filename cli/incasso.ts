import { Command, CommanderError, InvalidArgumentError } from 'commander';
import type { Around } from './opening.ts';
import { runCheck } from './run-check.ts';
import { runMapping } from './run-mapping.ts';

const MISUSED = 2;

const seconds = (text: string): number => {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It has to be a number of seconds, such as 60.');
};

/** Runs the command that the arguments name, and answers its exit status: 0, 1 or 2. Connections may still be open then. */
export async function incasso(args: string[], around: Around): Promise<number> {
  let status = 0;
  const program = new Command('incasso')
    .description(
      'Looks at an installation of Incasso: whether it can take orders, and how payments are mapped.',
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => around.stdout.write(text),
      writeErr: (text) => around.stderr.write(text),
    });

  /** A command with the options that all commands have. */
  const command = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option('-c, --config <file>', 'configuration file', around.env.INCASSO_CONFIG ?? 'incasso.yaml')
      .option('--timeout <seconds>', 'how long each system is waited for', seconds, 60)
      .option('--json', 'the answer for machines, on stdout', false);

  command(
    'check',
    'Reaches every system of incasso.yaml, all at once, and says of each what is right, what is not and what to do. It changes nothing, unless it is told to make the webhook.',
  )
    .option(
      '--create-webhook',
      'makes the webhook endpoint at each gateway that has none for api.publicUrl, and shows this once what its notifications are checked with; where there is one, adds the events that it lacks. What stands in the settings before there is one, docs/ says for each kind',
      false,
    )
    .addHelpText(
      'after',
      `
Exit status: 0 nothing was found that would stop an order, 1 something was, 2 the command was not understood.
Temporal is where TEMPORAL_ADDRESS or a profile says. Progress goes to stderr.`,
    )
    .action(async (options) => {
      status = await runCheck(options, around);
    });

  command(
    'mapping',
    "Compares mapping.payments with the payment methods of every shop, and of orders under way, and with the ERP's payments. Writes a block of YAML to be edited and put into incasso.yaml: the lines there are, and one for each method that has none, with a guess where a name is alike.",
  )
    .option('-w, --write <file>', 'where the block goes, a file that is not there yet; stdout where left out')
    .addHelpText(
      'after',
      `
The block goes to stdout, all else to stderr: "incasso mapping > block.yaml" has just the block.
Exit status: 0 every line names a payment of its ERP, 1 one does not or an ERP gave no answer, 2 the command was not understood.`,
    )
    .action(async (options) => {
      status = await runMapping(options, around);
    });

  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : MISUSED;
    throw error;
  }
}
