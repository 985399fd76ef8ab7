import { casesFor, type Target, type UploadCase } from '../../../src/verify/cases/uploads/upload-case.ts';
import type { Asked } from '../../corpus.ts';
import { type Answered, exchange, type Sent } from '../../exchange.ts';
import { attack } from '../../hostile/connection.ts';
import type { Hostile } from '../../hostile/hostile.ts';
import { send } from '../../uploads/upload.ts';

/** What is put to both servers. */
export interface VerdictCase {
  title: string;
  /** The requests in it; mostly one. */
  requests: { method: string; target: string }[];
  /** Puts it to a server, each request in this session, and gives the answers. Both servers get the same octets. */
  ask(origin: string, session: string): Promise<Answered[]>;
}

const SESSION = 'x-portrait-session';

/** The seed's example of an address, whose host is gone (facts sheet 3.8), and one that no server goes online for. */
const GONE = 'https://via.placeholder.com/150';
const AT_HAND = 'https://creatorshub.s3.eu-central-1.amazonaws.com/1677061054831/userAvatars/6/avatar.jpg';

/** Requests as cases; `about` goes before their titles. What would be fetched from the web is at hand instead. */
export function casesOf(about: string, asked: readonly Asked[]): VerdictCase[] {
  return asked
    .map(([title, given]) => [title, atHand(given)] as const)
    .map(([title, sent]) => ({
      title: `${about} › ${title}`,
      requests: [{ method: sent.method, target: sent.path }],
      ask: async (origin, session) => [
        await exchange(origin, { ...sent, headers: { ...sent.headers, [SESSION]: session } }),
      ],
    }));
}

function atHand(sent: Sent): Sent {
  return typeof sent.body === 'string' ? { ...sent, body: sent.body.replace(GONE, AT_HAND) } : sent;
}

/** The uploads of a table that an operation has; each is made once, when it is first asked. */
export function uploadCasesOf(about: string, table: readonly UploadCase[], target: Target): VerdictCase[] {
  return casesFor(table, target).map(({ title, upload }) => {
    let made: ReturnType<UploadCase['upload']> | undefined;
    const { method, path } = target.operation;
    return {
      title: `${about} › ${title}`,
      requests: [{ method: method.toUpperCase(), target: `${target.contract.basePaths[0]}${path}` }],
      async ask(origin, session) {
        made ??= upload(target);
        return [await send(origin, target, await made, { [SESSION]: session })];
      },
    };
  });
}

/** A hostile request. Behind each request line that is one, a session is put, so that none meets what another did. */
export function hostileCaseOf(hostile: Hostile): VerdictCase {
  const { kind, steps, methods, targets } = hostile;
  return {
    title: `${kind} › ${JSON.stringify(beginningOf(hostile))}`,
    requests: methods.map((method, index) => ({ method, target: targets[index] ?? '' })),
    async ask(origin, session) {
      let lines = 0;
      const header = (): string => `X-Portrait-Session: ${session}.${++lines}\r\n`;
      const within = steps.map((step) => (Buffer.isBuffer(step) ? withHeaders(step, header) : step));
      return (await attack(Number(new URL(origin).port), { ...hostile, steps: within })).answers;
    },
  };
}

function withHeaders(octets: Buffer, header: () => string): Buffer {
  const text = octets.toString('latin1');
  return Buffer.from(
    text.replace(/ HTTP\/1\.[01]\r\n/g, (line) => `${line}${header()}`),
    'latin1',
  );
}

function beginningOf({ steps }: Hostile): string {
  const octets = steps.find((step): step is Buffer => Buffer.isBuffer(step));
  return octets?.toString('latin1', 0, 400) ?? '';
}
