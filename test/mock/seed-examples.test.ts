import { beforeAll, describe, expect, it } from '@jest/globals';
import { goodRequest, send } from '../../src/verify/cases/good-request.ts';
import { operations } from '../contracts.ts';
import { type SharedMock, sharedMock } from '../shared-run/mock.ts';

let mock: SharedMock;

beforeAll(async () => {
  mock = await sharedMock('--keep-origins');
});

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
