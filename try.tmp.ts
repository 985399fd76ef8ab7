import { runDocs } from './src/docs/command.ts';
await runDocs({ out: 'site' });
