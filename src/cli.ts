import { enableCompileCache } from 'node:module';
import { Command, InvalidArgumentError, Option } from 'commander';
import { VERSION } from './version.ts';

enableCompileCache();

const program = new Command('portrait')
  .description('Contracts of four profile-and-avatar APIs, and a mock that lives by them.')
  .version(VERSION)
  .showHelpAfterError('(portrait --help says what there is)')
  .configureHelp({ sortOptions: false });

program
  .command('mock')
  .description('Answer as the real services do, by their contracts: all APIs on one port, at the services’ own URLs.')
  .addOption(
    new Option('--port <number>', 'port to listen on; 0 takes any free one')
      .env('PORT')
      .default(4010)
      .argParser(portOf),
  )
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--api <name>', 'serve this API only (repeatable)', (name: string, names: string[] = []) => [...names, name])
  .option('--contracts <folder>', 'serve the contracts of this folder, laid out like openapi/ (default: its own)')
  .option('--no-watch', 'do not reload contracts when they are edited')
  .addOption(
    new Option('--log-format <format>', 'how requests are logged').choices(['text', 'json', 'off']).default('text'),
  )
  .option('--any-token', 'accept every credential, with every right')
  .option('--keep-origins', 'leave the hosts of pictures as the contracts have them')
  .addOption(
    new Option('--remember <number>', 'answers kept ready for the same request; 0 asks Prism each time')
      .default(5_000)
      .argParser(countOf),
  )
  .addOption(new Option('--journal <number>', 'exchanges kept for /_portrait/requests').default(250).argParser(countOf))
  .addHelpText(
    'after',
    `
Examples:
  portrait mock                                  all APIs at http://127.0.0.1:4010
  portrait mock --api <name> --port 0            one API, on any free port (printed)
  curl -X DELETE http://127.0.0.1:4010/api/v1/profile/avatar -H 'Authorization: Bearer …'
  curl … -H 'Prefer: code=429'                   any declared answer, by status …
  curl … -H 'Prefer: example=revokedToken'       … or by the name of its example
Open / in a browser for operations, test credentials and calls to copy.`,
  )
  .action(async (options) => {
    const { runMock } = await import('./mock/command.ts');
    await runMock(options);
  });

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

function countOf(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('A whole number is expected.');
  return Number(text);
}

try {
  await program.parseAsync();
} catch (error) {
  const { code, message, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  const said =
    code === 'EADDRINUSE'
      ? `Port ${port} of ${address} is taken. Stop who has it, or choose another: --port 0 takes any free one.`
      : message;
  process.stderr.write(`portrait: ${said}\n`);
  process.exitCode = 2;
  // Watchers and helpers of a start that failed must not keep the process.
  process.exit();
}
