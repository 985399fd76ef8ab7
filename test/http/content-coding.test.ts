import { describe, expect, it } from '@jest/globals';
import { codingFor } from '../../src/http/content-coding.ts';

describe('codingFor', () => {
  it.each<[string | undefined, string | undefined]>([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['gzip', 'gzip'],
    ['br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['BR; Q=0.5', 'br'],
    ['br;q=0, gzip;q=0', undefined],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['gzip;q=nonsense', undefined],
  ])('of “%s” is %s', (accepted, coding) => {
    expect(codingFor(accepted)).toBe(coding);
  });
});
