import type { MockParts } from '../mock.ts';

export function startPage(parts: MockParts, origin: string): string {
  return `<!doctype html><title>Portrait</title><p>${origin} ${parts.live.served.size}`;
}
