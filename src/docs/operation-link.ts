import { type Document, METHODS } from '../contract/document.ts';

/** Where Redoc 3 shows an operation: its first tag and its name, in lower case and in every language the same. */
export function operationLink({ paths }: Document, id: string): string {
  for (const item of Object.values(paths)) {
    const operation = METHODS.map((method) => item[method]).find((one) => one?.operationId === id);
    if (operation !== undefined) return `#/${slug(operation.tags?.[0] ?? '')}/${id.toLowerCase()}`;
  }
  throw new Error(`There is no operation ${id}.`);
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
