import { wired } from '../cases/asked.ts';
import { goodRequest } from '../cases/good-request.ts';
import { targetOf } from '../cases/uploads/upload-case.ts';
import { picturePointers } from './pictures.ts';
import { readersOf, tellReaders } from './readers.ts';
import type { Sequence } from './sequence.ts';

/** Changes a picture by naming one, and reads. What is uploaded is looked at more closely (`upload-round-trip.ts`). */
export const writeThenRead: Sequence = {
  name: 'write, then read',
  concerns: (subject, operation) =>
    operation.body !== undefined &&
    targetOf(subject.contract, operation) === undefined &&
    picturePointers(subject, operation).length > 0 &&
    readersOf({ subject, operation }).length > 0,
  writes: true,
  needsMemory: true,
  async run(tools) {
    const { subject, operation, ask } = tools;
    for (const media of operation.body?.content.values() ?? []) {
      for (const example of media.examples.keys()) {
        const wishes = { type: media.type, ...(example === '' ? {} : { example }) };
        const written = await ask('a change to read', wired(goodRequest(subject.contract, operation, wishes)));
        if (written.answer !== undefined && written.answer.status < 300) await tellReaders(tools, written);
      }
    }
  },
};
