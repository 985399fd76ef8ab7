import type { Busboy } from 'busboy';
import type { Request } from 'express';
import type { Part } from '../contract/form.ts';

/** Requests whose bodies are read already, and what became of their forms. */
const forms = new WeakMap<Request, { body: Buffer; fields: Part[] }>();

/** Gives multer the body of a request that is read already. */
export function offerForm(request: Request, body: Buffer): void {
  forms.set(request, { body, fields: [] });
}

/** The parts that multer has read, text fields under their own names; undefined where it has read no form. */
export function partsReadOf(request: Request): Part[] | undefined {
  const form = forms.get(request);
  if (form === undefined || !Array.isArray(request.files)) return undefined;
  const files = request.files.map(
    ({ fieldname, originalname, mimetype, buffer }): Part => ({
      name: fieldname,
      kind: 'file',
      filename: originalname,
      type: mimetype.toLowerCase(),
      bytes: buffer,
    }),
  );
  return [...files, ...form.fields];
}

/** Feeds a parser with the body that was offered, and keeps the text fields that it finds. */
export function feedForm(request: Request, parser: Busboy): void {
  const form = forms.get(request);
  // multer nests fields by brackets in their names; the rules speak of names as they came.
  parser.on('field', (name: string | undefined, value: string | undefined, { mimeType }) => {
    if (name === undefined) return;
    form?.fields.push({
      name,
      kind: 'field',
      filename: undefined,
      type: mimeType.toLowerCase(),
      bytes: Buffer.from(value ?? ''),
    });
  });
  parser.end(form?.body);
}
