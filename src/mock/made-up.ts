import type { PrismOperations } from './prism-operations.ts';

type PrismOperation = PrismOperations[number];

const DAYS = ['2012-07-16', '2019-02-28', '2024-12-31'];
const TIMES = ['T00:00:00.000Z', 'T17:23:34Z', 'T17:23:34.123Z', 'T17:23:34.123456Z'];

/** Valid date-times in the forms that services use; the patterns of a contract say which. */
const DATE_TIMES = DAYS.flatMap((day) => TIMES.map((time) => `${day}${time}`));

/**
 * The operation for dynamic answers. Where a date-time has a pattern as well, Prism's generator heeds one of the two
 * and breaks the other; it is given date-times to choose from that are right by both.
 */
export function fitForMakingUp(operation: PrismOperation): PrismOperation {
  return {
    ...operation,
    responses: operation.responses.map((response) => ({
      ...response,
      ...(response.contents && {
        contents: response.contents.map((content) => ({
          ...content,
          ...(content.schema && { schema: narrowed(content.schema) }),
        })),
      }),
    })),
  };
}

function narrowed<T>(node: T): T {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map(narrowed) as T;
  const { format, pattern, ...rest } = node as T & { format?: unknown; pattern?: unknown };
  if (format === 'date-time' && typeof pattern === 'string') {
    const fitting = DATE_TIMES.filter((text) => new RegExp(pattern, 'u').test(text));
    if (fitting.length > 0) return { ...rest, enum: fitting } as T;
  }
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, narrowed(child)])) as T;
}
