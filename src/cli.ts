import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { CHECK_NAMES } from './verify/checks/names.ts';
import { VERSION } from './version.ts';

const program = new Command('portrait')
  .description('Contracts of four profile-and-avatar APIs, and servers that live by them.')
  .version(VERSION)
  .exitOverride()
  .configureHelp({ sortOptions: false });

program
  .command('mock')
  .description('Answer as the real services do, by their contracts: all APIs on one port, at the services’ own URLs.')
  .addOption(portOption(4010))
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .addOption(apiOption())
  .option('--contracts <folder>', 'serve an edited copy of openapi/: the same APIs, your wording of them')
  .option('--no-watch', 'do not reload contracts when they are edited')
  .addOption(logFormatOption())
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

program
  .command('serve')
  .description('Do as the real services do, and remember it: the reference server, all APIs at the services’ own URLs.')
  .addOption(portOption(4020))
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .addOption(apiOption())
  .option('--data <file>', 'SQLite database to remember in; DATABASE_URL goes before it', 'data/portrait.db')
  .addOption(
    new Option('--memory', 'remember until the end of the process only; goes before DATABASE_URL').conflicts('data'),
  )
  .addOption(new Option('--rate-limits <state>', 'whether rate limits hold').choices(['on', 'off']).default('on'))
  .addOption(
    new Option('--gate <mode>', 'what becomes of an answer that breaks the contract: a 500, or a report in the log')
      .choices(['strict', 'report'])
      .default('strict'),
  )
  .addOption(
    new Option('--session-idle <minutes>', 'after so long without a request a session is forgotten')
      .default(60)
      .argParser(minutesOf),
  )
  .option(
    '--fetch-from <host:port>',
    'let avatars be fetched from this address although it is private (repeatable)',
    (place: string, places: string[] = []) => [...places, placeOf(place)],
  )
  .addOption(logFormatOption())
  .option('--any-token', 'accept every credential, with every right')
  .addHelpText(
    'after',
    `
Examples:
  portrait serve                                 remembers in data/portrait.db
  portrait serve --memory --port 0               a clean one for a test run, on any free port (printed)
  DATABASE_URL=postgres://… portrait serve       any number of processes on one PostgreSQL
  curl … -H 'X-Portrait-Session: test-7'         a world of its own; POST /_portrait/reset puts it back
  curl … -H 'Prefer: code=503'                   any declared failure, changing nothing
Open / in a browser for operations, test credentials and calls to copy.`,
  )
  .action(async (options) => {
    const { runServer } = await import('./server/command.ts');
    await runServer(options);
  });

program
  .command('verify')
  .description('Hold any server against the contracts: tries what they promise and forbid, and tells what is not so.')
  .argument('[url]', 'address of the server: http://127.0.0.1:4020')
  .addOption(apiOption('hold it against this API only (repeatable)'))
  .addOption(new Option('--spec <file>', 'hold it against this OpenAPI 3.0 or 3.1 document instead').conflicts('api'))
  .option(
    '--credential <name=value>',
    'your own in the place of a test credential, or for a security scheme (repeatable)',
    (pair: string, pairs: Record<string, string> = {}) => ({ ...pairs, ...credentialOf(pair) }),
  )
  .option('--operation <id>', 'try only this operation, and the workflows that end with it (repeatable)', listed)
  .option('--only <check>', 'only this check (repeatable)', listed)
  .option('--skip <check>', 'not this check (repeatable)', listed)
  .option('--read-only', 'send only methods that change nothing')
  .option('--yes', 'write to servers elsewhere without asking')
  .addOption(
    new Option('--seed <number>', 'of the random requests; without it a new one, which is told').argParser(countOf),
  )
  .addOption(
    new Option('--fuzz <number>', 'random requests of each kind to each operation').default(40).argParser(countOf),
  )
  .addOption(new Option('--max-time <seconds>', 'begin nothing new after so long').default(300).argParser(secondsOf))
  .addOption(new Option('--timeout <seconds>', 'patience for one answer').default(10).argParser(secondsOf))
  .addOption(
    new Option('--connections <number>', 'requests at a time, where they cannot disturb each other')
      .default(8)
      .argParser(countOf),
  )
  .option('--fail-fast', 'end with the first finding')
  .option('--har <file>', 'judge this recorded traffic (HTTP Archive) instead of a server')
  .addOption(
    new Option(
      '--min-coverage <percent>',
      'fail below this share of all that the contracts declare, TCL 1–6 after Martin-Lopez et al.: paths, operations, media types, parameters, statuses, values, properties',
    ).argParser(percentOf),
  )
  .option(
    '--report <format=file>',
    `a report besides the terminal's (repeatable): junit, sarif, github, ctrf, html, har`,
    listed,
  )
  .addHelpText(
    'after',
    `
Examples:
  portrait verify http://127.0.0.1:4020                           all four APIs, with their test credentials
  portrait verify https://staging.example --api <name> --yes \\
    --credential <test-credential>='Bearer …'                     one API of a real server, as somebody real
  portrait verify https://api.example --spec openapi.yaml --read-only
  portrait verify … --report sarif=verify.sarif --report html=verify.html
  portrait verify --har recorded.har --api <name>                 what a browser or a proxy has recorded
  portrait verify … --only scope_enforcement --seed 7             what a run found, once more

Exit status: 0 the contract is held; 1 it is not, or less was covered than --min-coverage; 2 wrong usage, or it could not
be found out; 130 ended by Ctrl+C.
Checks: ${CHECK_NAMES.join(', ')}`,
  )
  .action(async (url, options) => {
    const { runVerify } = await import('./verify/command.ts');
    process.exitCode = await runVerify(url, options);
  });

program
  .command('docs')
  .description('Write the documentation: an index and one page for each API and language, readable without a network.')
  .option('--out <folder>', 'where to write it', 'site')
  .addOption(apiOption('only this API (repeatable)'))
  .option('--lang <code>', 'only this language, as en or zh-CN (repeatable)', listed)
  .addHelpText(
    'after',
    `
Examples:
  portrait docs                                  everything, into site/; open site/index.html
  portrait docs --api <name> --lang en           one page and its index`,
  )
  .action(async (options) => {
    const { runDocs } = await import('./docs/command.ts');
    await runDocs(options);
  });

function portOption(number: number): Option {
  return new Option('--port <number>', 'port to listen on; 0 takes any free one')
    .env('PORT')
    .default(number)
    .argParser(portOf);
}

function apiOption(description = 'serve this API only (repeatable)'): Option {
  return new Option('--api <name>', description).argParser(listed);
}

function listed(name: string, names: string[] = []): string[] {
  return [...names, name];
}

function logFormatOption(): Option {
  return new Option('--log-format <format>', 'how requests are logged')
    .choices(['text', 'json', 'off'])
    .default('text');
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || minutes === 0 || minutes > 100_000)
    throw new InvalidArgumentError('A number of minutes above 0 is expected.');
  return minutes;
}

function placeOf(text: string): string {
  if (!/^[^\s/]+:\d{1,5}$/.test(text))
    throw new InvalidArgumentError('A host and a port are expected: 127.0.0.1:8080.');
  return text;
}

/** Authorization schemes (RFC 9110, section 11.4) that say nothing without what follows them. */
const LONE_SCHEME = /^(bearer|basic|digest|token|api-?key)$/i;

/** @throws Error, and not Commander's own, which would repeat what may be a secret. */
function credentialOf(pair: string): Record<string, string> {
  const mark = pair.indexOf('=');
  if (mark < 1)
    throw new Error(
      'What follows --credential has no name. A name, an equals sign and a credential are expected: NAME=VALUE.',
    );
  const name = pair.slice(0, mark);
  const credential = pair.slice(mark + 1);
  if (credential.trim() === '' || LONE_SCHEME.test(credential.trim()))
    throw new Error(
      `The credential ${name} is empty. Is the secret set where this runs? Pull requests from forks get none. Expected is --credential ${name}='Bearer …'.`,
    );
  return { [name]: credential };
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || seconds === 0) throw new InvalidArgumentError('Seconds above 0 are expected.');
  return seconds;
}

function percentOf(text: string): number {
  const percent = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || percent > 100)
    throw new InvalidArgumentError('A number from 0 to 100 is expected.');
  return percent;
}

function countOf(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('A whole number is expected.');
  return Number(text);
}

for (const command of [program, ...program.commands]) {
  const name = command === program ? 'portrait' : `portrait ${command.name()}`;
  command.showHelpAfterError(`(${name} --help says what there is)`);
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Help and version came as asked, or Commander has said what is wrong; 1 is for what `verify` finds.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    process.stderr.write(`portrait: ${said(error as Failure)}\n`);
    process.exitCode = 2;
    // Watchers and helpers of a start that failed must not keep the process.
    process.exit();
  }
}

type Failure = NodeJS.ErrnoException & { port?: number; address?: string };

function said({ code, message, port, address }: Failure): string {
  if (message.startsWith('Maximum call stack size exceeded'))
    return 'Something in the contract contains itself without end: an allOf, a reference, an alias.';
  if (code !== 'EADDRINUSE') return message;
  return `Port ${port} of ${address} is taken. Stop who has it, or choose another: --port 0 takes any free one.`;
}
