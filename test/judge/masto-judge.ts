import { createRestAPIClient, MastoHttpError, type mastodon } from 'masto';
import type { Contract } from '../../src/contract/contract.ts';
import type { JudgeFinding } from './finding.ts';
import type { JudgedServer } from './judged-servers.ts';

type Account = mastodon.v1.CredentialAccount;
type Picture = 'avatar' | 'header';

const API = 'mastodon';

/** What masto.js declares of an account (`CredentialAccount`) as always there, and the kinds of its values. */
const DECLARED: Record<string, string[]> = {
  id: ['string'],
  username: ['string'],
  acct: ['string'],
  url: ['string'],
  displayName: ['string'],
  note: ['string'],
  avatar: ['string'],
  avatarStatic: ['string'],
  header: ['string'],
  headerStatic: ['string'],
  locked: ['boolean'],
  fields: ['array'],
  emojis: ['array'],
  bot: ['boolean'],
  group: ['boolean'],
  discoverable: ['boolean', 'null', 'undefined'],
  createdAt: ['string'],
  lastStatusAt: ['string'],
  statusesCount: ['number'],
  followersCount: ['number'],
  followingCount: ['number'],
  roles: ['array'],
  featureApproval: ['object'],
  source: ['object'],
  role: ['object'],
};

/** Callers that are refused, and what the client tells of it. */
const REFUSED: [credential: string, status: number, message: string][] = [
  ['rob-revoked', 401, 'The access token was revoked'],
  ['rob-expired', 401, 'The access token expired'],
  ['unknown', 401, 'The access token is invalid'],
  ['rob-read-only', 403, 'This action is outside the authorized scopes'],
  ['pending-write-accounts', 403, 'Your login is currently pending approval'],
  ['app-write-accounts', 422, 'This method requires an authenticated user'],
];

/** The number of calls, and what masto.js, the client most used from JavaScript, cannot make sense of. */
export async function mastoOn(
  { name, origin }: JudgedServer,
  { credentials }: Contract,
): Promise<{ calls: number; findings: JudgeFinding[] }> {
  const findings: JudgeFinding[] = [];
  let calls = 0;
  const tell = (operation: string, check: string, text: string): void =>
    void findings.push({ judge: 'masto', server: name, api: API, operation, check, text });
  for (const picture of ['avatar', 'header'] as const) {
    const operation = picture === 'avatar' ? 'deleteProfileAvatar' : 'deleteProfileHeader';
    const remove = async (credential: string): Promise<Account> => {
      calls++;
      const literal = credentials.find((one) => one.name === credential)?.credential ?? '';
      const accessToken = literal.replace(/^Bearer /, '');
      return createRestAPIClient({ url: origin, accessToken }).v1.profile[picture].remove();
    };
    // Twice, since who has no picture may remove it again.
    for (const credential of ['rob-write-accounts', 'rob-write', 'rob-write']) {
      const problems = await remove(credential).then(
        (account) => accountProblems(account, picture, origin),
        (error: Error) => [`${credential} is refused: ${error.message}`],
      );
      for (const problem of problems) tell(operation, 'account', problem);
    }
    for (const [credential, status, message] of REFUSED) {
      const problem = await remove(credential).then(
        () => 'it is granted',
        (error: unknown) => errorProblem(error, status, message),
      );
      if (problem !== undefined)
        tell(operation, 'error', `${credential}: expected ${status} “${message}”, but ${problem}`);
    }
  }
  return { calls, findings };
}

async function accountProblems(account: Account, picture: Picture, origin: string): Promise<string[]> {
  const values = account as unknown as Record<string, unknown>;
  const kinds = Object.entries(DECLARED).flatMap(([key, kinds]) =>
    kinds.includes(kindOf(values[key])) ? [] : [`${key} is ${kindOf(values[key])}, not ${kinds.join(' or ')}`],
  );
  const missing = `${origin}/${picture}s/original/missing.png`;
  const removed = [account[picture], account[`${picture}Static`]]
    .filter((url) => url !== missing)
    .map((url) => `${picture} is ${url}, not ${missing}`);
  const dates = Number.isNaN(Date.parse(account.createdAt)) ? [`createdAt is no date: ${account.createdAt}`] : [];
  return [...kinds, ...removed, ...dates, ...(await pictureProblems([account.avatar, account.header]))];
}

/** A client shows the pictures: each address must lead to one. */
async function pictureProblems(urls: readonly string[]): Promise<string[]> {
  const answers = await Promise.all(urls.map(async (url) => ({ url, answer: await fetch(url) })));
  return answers
    .filter(({ answer }) => !answer.ok || !/^image\//.test(answer.headers.get('content-type') ?? ''))
    .map(({ url, answer }) => `${url} leads to no picture: ${answer.status} ${answer.headers.get('content-type')}`);
}

function errorProblem(error: unknown, status: number, message: string): string | undefined {
  if (!(error instanceof MastoHttpError)) return `masto.js does not understand the answer: ${String(error)}`;
  return error.statusCode === status && error.message === message
    ? undefined
    : `it is ${error.statusCode} “${error.message}”`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
