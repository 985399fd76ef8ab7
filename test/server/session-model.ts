import { expect } from '@jest/globals';
import sharp from 'sharp';

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
    const { avatar, header } = (await answer.json()) as { avatar: string; header: string };
    expect([this.#name, answer.status, avatar.endsWith('missing.png'), header.endsWith('missing.png')]).toEqual([
      this.#name,
      200,
      this.#state.avatarIsGone,
      this.#state.headerIsGone,
    ]);
  }

  async deleteProfile(): Promise<void> {
    const customer = this.#pick(CUSTOMERS);
    const answer = await this.#send('DELETE', '/api/v2/server-side-api/profile/', ADAPTY, {
      'adapty-customer-user-id': customer,
    });
    await answer.arrayBuffer();
    expect([this.#name, answer.status]).toEqual([this.#name, this.#state.customers.delete(customer) ? 204 : 404]);
  }

  async readAvatar(): Promise<void> {
    const user = this.#pick(USERS);
    const answer = await this.#send('GET', `/api/public/user/${user}/avatar`, MASTER);
    expect([this.#name, user, await pathIn(answer)]).toEqual([this.#name, user, this.#state.avatars.get(user)]);
  }

  async replaceAvatar(): Promise<void> {
    const user = this.#pick(USERS);
    const path = `/api/public/user/${user}/avatarBytes`;
    const answer = await this.#send('PUT', path, MASTER, { 'content-type': 'image/png' }, dot);
    expect(answer.status).toBe(200);
    this.#state.avatars.set(user, await pathIn(answer));
  }

  /** A picture of the other session is not there for this one. */
  async lookAtOthers(other: SessionModel): Promise<void> {
    const theirs = [...other.#state.avatars].find(([user, path]) => this.#seeded.avatars.get(user) !== path);
    if (theirs === undefined) return;
    const answer = await this.#send('GET', theirs[1], '');
    await answer.arrayBuffer();
    expect([this.#name, answer.status]).toEqual([this.#name, 404]);
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
    expect(answer.status).toBe(204);
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
    const { data } = (await answer.json()) as {
      data: { name: string; annotations?: { type: string; value: { text: string } }[] };
    };
    const ours = (data.annotations ?? []).filter(({ type }) => TYPES.includes(type));
    expect([this.#name, data.name, Object.fromEntries(ours.map(({ type, value }) => [type, value.text]))]).toEqual([
      this.#name,
      this.#state.name,
      Object.fromEntries(this.#state.annotations),
    ]);
  }

  #send(
    method: string,
    path: string,
    authorization: string,
    headers: Record<string, string> = {},
    body?: string | Buffer,
  ): Promise<Response> {
    return fetch(`${this.#origin}${path}`, {
      method,
      headers: { 'x-portrait-session': this.#name, ...(authorization && { authorization }), ...headers },
      ...(body === undefined ? {} : { body: body as string }),
    });
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
    const answer = await fetch(`${origin}/api/public/user/${user}/avatar`, {
      headers: { ...headers, authorization: MASTER },
    });
    avatars.set(user, await pathIn(answer));
  }
  const answer = await fetch(`${origin}/users/me?include_annotations=1`, {
    method: 'PATCH',
    headers: { ...headers, authorization: APP_NET },
    body: '{}',
  });
  const { data } = (await answer.json()) as { data: { name: string } };
  return {
    avatarIsGone: false,
    headerIsGone: false,
    customers: new Set(CUSTOMERS),
    avatars,
    name: data.name,
    annotations: new Map(),
  };
}

async function pathIn(answer: Response): Promise<string> {
  return new URL(((await answer.json()) as { avatarUrl: string }).avatarUrl).pathname;
}

function copyOf({ customers, avatars, annotations, ...plain }: State): State {
  return { ...plain, customers: new Set(customers), avatars: new Map(avatars), annotations: new Map(annotations) };
}
