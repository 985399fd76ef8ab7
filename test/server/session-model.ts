import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import sharp from 'sharp';
import { type Answered, crowd, exchange, jsonIn } from '../exchange.ts';

/** What a session's world holds, as far as the model goes. */
interface State {
  avatarIsGone: boolean;
  headerIsGone: boolean;
  /** Adapty's profiles that are still there, by customer id. */
  customers: Set<string>;
  /** Creators Hub's avatars by user id, as paths. */
  avatars: Map<string, string>;
  name: string;
  /** Values of App.net's annotations by type. */
  annotations: Map<string, string>;
}

type Step = (model: SessionModel, other: SessionModel) => Promise<void>;

const MASTODON = 'Bearer portrait-rob-write-accounts';
const ADAPTY = 'Api-Key secret_live_portrait.GoodKeyOfTheCoastApp000000000001';
const MASTER = 'Bearer portrait-user-1-master';
const APP_NET = 'Bearer portrait-adnapi-update-profile';
const CUSTOMERS = ['customer-1001', 'customer-1002'];
const USERS = ['1', '6', '7', '12'];
const TYPES = ['com.example.first', 'com.example.second'];

const dot = await sharp({ create: { width: 2, height: 2, channels: 3, background: 'teal' } })
  .png()
  .toBuffer();

/** A session, and what it must see: steps are taken at random, and each answer is held against the model. */
export class SessionModel {
  readonly #origin: string;
  readonly #name: string;
  readonly #seeded: State;
  #state: State;
  #random: number;

  private constructor(origin: string, name: string, seed: number, seeded: State) {
    this.#origin = origin;
    this.#name = name;
    this.#random = seed >>> 0 || 1;
    this.#seeded = seeded;
    this.#state = copyOf(seeded);
  }

  /** Learns the seed from the world of a session that does nothing else. */
  static async start(origin: string, name: string, seed: number): Promise<SessionModel> {
    const seeded = await seedOf(origin);
    return new SessionModel(origin, name, seed, seeded);
  }

  /** Does one thing, and checks what comes back. */
  step(other: SessionModel): Promise<void> {
    return this.#pick(STEPS)(this, other);
  }

  async deleteImage(): Promise<void> {
    const image = this.#pick(['avatar', 'header'] as const);
    if (image === 'avatar') this.#state.avatarIsGone = true;
    else this.#state.headerIsGone = true;
    const answer = await this.#send('DELETE', `/api/v1/profile/${image}`, MASTODON);
    const { avatar, header } = jsonIn(answer) as { avatar: string; header: string };
    this.#expect(
      [answer.status, avatar.endsWith('missing.png'), header.endsWith('missing.png')],
      [200, this.#state.avatarIsGone, this.#state.headerIsGone],
    );
  }

  async deleteProfile(): Promise<void> {
    const customer = this.#pick(CUSTOMERS);
    const answer = await this.#send('DELETE', '/api/v2/server-side-api/profile/', ADAPTY, {
      'adapty-customer-user-id': customer,
    });
    this.#expect(answer.status, this.#state.customers.delete(customer) ? 204 : 404);
  }

  async readAvatar(): Promise<void> {
    const user = this.#pick(USERS);
    const answer = await this.#send('GET', `/api/public/user/${user}/avatar`, MASTER);
    this.#expect([user, pathIn(answer)], [user, this.#state.avatars.get(user)]);
  }

  async replaceAvatar(): Promise<void> {
    const user = this.#pick(USERS);
    const path = `/api/public/user/${user}/avatarBytes`;
    const answer = await this.#send('PUT', path, MASTER, { 'content-type': 'image/png' }, dot);
    this.#expect(answer.status, 200);
    this.#state.avatars.set(user, pathIn(answer));
  }

  /** A picture of the other session is not there for this one. */
  async lookAtOthers(other: SessionModel): Promise<void> {
    const theirs = [...other.#state.avatars].find(([user, path]) => this.#seeded.avatars.get(user) !== path);
    if (theirs === undefined) return;
    const answer = await this.#send('GET', theirs[1], '');
    this.#expect(answer.status, 404);
  }

  async rename(): Promise<void> {
    this.#state.name = `Name ${this.#next() % 10_000}`;
    await this.#patch({ name: this.#state.name });
  }

  async annotate(): Promise<void> {
    const type = this.#pick(TYPES);
    if (this.#next() % 3 === 0) {
      this.#state.annotations.delete(type);
      await this.#patch({ annotations: [{ type }] });
    } else {
      const text = `value ${this.#next() % 1000}`;
      this.#state.annotations.set(type, text);
      await this.#patch({ annotations: [{ type, value: { text } }] });
    }
  }

  async reset(): Promise<void> {
    const answer = await this.#send('POST', '/_portrait/reset', '');
    this.#expect(answer.status, 204);
    this.#state = copyOf(this.#seeded);
  }

  async #patch(body: object): Promise<void> {
    const answer = await this.#send(
      'PATCH',
      '/users/me?include_annotations=1',
      APP_NET,
      { 'content-type': 'application/json' },
      JSON.stringify(body),
    );
    const { data } = jsonIn(answer) as {
      data: { name: string; annotations?: { type: string; value: { text: string } }[] };
    };
    const ours = (data.annotations ?? []).filter(({ type }) => TYPES.includes(type));
    this.#expect(
      [data.name, new Map(ours.map(({ type, value }) => [type, value.text]))],
      [this.#state.name, this.#state.annotations],
    );
  }

  /** Of many thousand findings, only those that are wrong are worth jest's words. */
  #expect(found: unknown, wanted: unknown): void {
    if (!isDeepStrictEqual(found, wanted)) expect([this.#name, found]).toEqual([this.#name, wanted]);
  }

  #send(
    method: string,
    path: string,
    authorization: string,
    headers: Record<string, string> = {},
    body?: string | Buffer,
  ): Promise<Answered> {
    const given = { 'x-portrait-session': this.#name, ...(authorization && { authorization }), ...headers };
    return exchange(this.#origin, { method, path, headers: given, body }, crowd);
  }

  /** Xorshift: the same steps for the same seed. */
  #next(): number {
    this.#random ^= this.#random << 13;
    this.#random ^= this.#random >>> 17;
    this.#random ^= this.#random << 5;
    this.#random >>>= 0;
    return this.#random;
  }

  #pick<T>(among: readonly T[]): T {
    return among[this.#next() % among.length] as T;
  }
}

/** How often each is done: uploads and resets seldom, reading often. */
const STEPS: readonly Step[] = [
  ...Array<Step>(8).fill((model) => model.readAvatar()),
  ...Array<Step>(4).fill((model) => model.deleteImage()),
  ...Array<Step>(4).fill((model) => model.deleteProfile()),
  ...Array<Step>(5).fill((model) => model.rename()),
  ...Array<Step>(5).fill((model) => model.annotate()),
  ...Array<Step>(2).fill((model) => model.replaceAvatar()),
  ...Array<Step>(2).fill((model, other) => model.lookAtOthers(other)),
  (model) => model.reset(),
];

let learnt: Promise<State> | undefined;
let learntFrom = '';

function seedOf(origin: string): Promise<State> {
  if (learnt === undefined || learntFrom !== origin) {
    learntFrom = origin;
    learnt = learn(origin);
  }
  return learnt;
}

async function learn(origin: string): Promise<State> {
  const headers = { 'x-portrait-session': 'untouched', 'content-type': 'application/json' };
  const avatars = new Map<string, string>();
  for (const user of USERS) {
    const path = `/api/public/user/${user}/avatar`;
    const asked = { method: 'GET', path, headers: { ...headers, authorization: MASTER } };
    avatars.set(user, pathIn(await exchange(origin, asked)));
  }
  const answer = await exchange(origin, {
    method: 'PATCH',
    path: '/users/me?include_annotations=1',
    headers: { ...headers, authorization: APP_NET },
    body: '{}',
  });
  const { data } = jsonIn(answer) as { data: { name: string } };
  return {
    avatarIsGone: false,
    headerIsGone: false,
    customers: new Set(CUSTOMERS),
    avatars,
    name: data.name,
    annotations: new Map(),
  };
}

function pathIn(answer: Answered): string {
  return new URL((jsonIn(answer) as { avatarUrl: string }).avatarUrl).pathname;
}

function copyOf({ customers, avatars, annotations, ...plain }: State): State {
  return { ...plain, customers: new Set(customers), avatars: new Map(avatars), annotations: new Map(annotations) };
}
