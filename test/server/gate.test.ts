import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AnswerViolation, conformanceOf } from '../../src/contract/conformance.ts';
import { targetOf } from '../../src/contract/document.ts';
import { type Answered, exchange, steadyHeaders } from '../exchange.ts';
import { tame } from './gate-good.ts';
import { type Animal, type Enclosure, enclose, type Mode, replacementFor } from './gate-server.ts';
import { type Beast, beasts } from './gate-zoo.ts';

const animals: readonly Animal[] = [...tame, ...beasts];

const enclosures = {} as Record<Mode, Enclosure>;

beforeAll(async () => {
  for (const mode of ['strict', 'report', 'bare'] as const) enclosures[mode] = await enclose(animals, mode);
});

afterAll(() => Promise.all(Object.values(enclosures).map(({ stop }) => stop())));

describe('a good handler passes untouched', () => {
  it.each(tame.map((animal) => [animal.name, animal] as const))('%s', async (_, animal) => {
    const wild = await ask('bare', animal);
    for (const mode of ['strict', 'report'] as const) {
      expect(shown(await ask(mode, animal))).toEqual(shown(wild));
      expect(foundIn(mode, animal)).toEqual([]);
    }
  });
});

describe('strict: the API’s own 500 takes the place of a handler that', () => {
  it.each(beasts.map((beast) => [beast.name, beast] as const))('%s', async (_, beast) => {
    const answer = await ask('strict', beast).catch(() => undefined);
    expectCaught('strict', beast);
    if (beast.stands) return;
    const { status, headers, body } = replacementFor(beast.of);
    const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
    expect([answer?.status, answer?.body.toString()]).toEqual([status, beast.method === 'HEAD' ? '' : body]);
    expect(answer?.headers).toMatchObject(Object.fromEntries(lower));
    const own = new Set([...lower.map(([name]) => name), 'content-length', 'date', 'connection', 'keep-alive']);
    expect(Object.keys(answer?.headers ?? {}).filter((name) => !own.has(name))).toEqual([]);
  });

  it('meets the contract, which the replacement does too', async () => {
    for (const { of: subject } of beasts) {
      const { status, headers, body } = replacementFor(subject);
      const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
      const answer = { method: 'GET', status, headers: Object.fromEntries(lower), body };
      expect(conformanceOf(subject.contract).violationsOf(subject.operation, answer)).toEqual([]);
    }
  });
});

describe('report: told, and passed on as it is, is a handler that', () => {
  it.each(beasts.map((beast) => [beast.name, beast] as const))('%s', async (_, beast) => {
    const answering = ask('report', beast).catch(() => undefined);
    if (beast.spoils) {
      await caught('report', beast);
    } else {
      expect(shown((await answering) as Answered)).toEqual(shown(await ask('bare', beast)));
    }
    expectCaught('report', beast);
  });
});

/** What one handler writes too much must not be read for the answer of the next. */
const alone = new Agent({ keepAlive: false });

function ask(mode: Mode, animal: Animal): Promise<Answered> {
  const { method = 'GET', headers = {}, query = '' } = animal;
  const path = `/${animals.indexOf(animal)}${query}`;
  return exchange(enclosures[mode].origin, { method, path, headers }, alone);
}

function foundIn(mode: Mode, animal: Animal): AnswerViolation[] {
  return enclosures[mode].found.get(animals.indexOf(animal)) ?? [];
}

const PATIENCE_MS = 2_000;

async function caught(mode: Mode, beast: Beast): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS && foundIn(mode, beast).length === 0; waited += 10) await sleep(10);
}

/** The right violation is among what was found, and all that was found leads to a place of the contract, or to none. */
function expectCaught(mode: Mode, beast: Beast): void {
  const violations = foundIn(mode, beast);
  expect(violations.map(({ check }) => check)).toContain(beast.check);
  if (beast.at !== undefined) expect(violations.map(({ pointer }) => pointer)).toContain(beast.at);
  for (const { pointer } of violations.filter((one) => one.pointer !== '')) {
    expect(() => targetOf(beast.of.contract.document, `#${pointer}`)).not.toThrow();
  }
}

/** What must be the same with and without the gate: all but the framing, which the gate may better. */
function shown(answer: Answered): { status: number; headers: string[]; body: string } {
  const headers = steadyHeaders(answer).filter((line) => !/^(?:content-length|transfer-encoding):/i.test(line));
  return { status: answer.status, headers: headers.sort(), body: answer.body.toString('hex') };
}
