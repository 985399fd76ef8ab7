import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { goodRequest, send } from '../../src/verify/cases/good-request.ts';
import { operations } from '../contracts.ts';
import { type RunningMock, startMock } from '../mock-process.ts';

let mock: RunningMock;

beforeAll(async () => {
  mock = await startMock('--keep-origins');
});

afterAll(() => mock.stop());

describe.each(operations)('%s', (_, contract, operation) => {
  it('answers a plain good request with its first success, value for value', async () => {
    const [success] = operation.responses.values();
    const response = await send(mock.origin, goodRequest(contract, operation));
    expect(response.status).toBe(success?.status);
    const text = await response.text();
    if (success?.media === undefined) expect(text).toBe('');
    else expect(JSON.parse(text)).toEqual(success.media.examples.values().next().value?.value);
  });
});
