import type { Request, RequestHandler, Response } from 'express';
import type { Contract } from '../contract/contract.ts';
import { refuse, type Violation } from '../contract/failures.ts';
import { formType } from '../contract/form.ts';
import { isForm, type Received } from '../contract/received.ts';
import { type ApiRequest, declaredQuery } from '../contract/request.ts';
import { offerForm, partsReadOf } from './offered-forms.ts';

/** express-openapi-validator over one contract. */
export interface Validator {
  /**
   * What it finds wrong with parameters and body; of a form, the parts that multer has read are left in `sent`.
   * @throws Refusal formMalformed
   */
  violationsOf(asked: ApiRequest, sent: Received, request: Request, response: Response): Promise<readonly Violation[]>;
}

/** One finding, as express-openapi-validator tells it. */
interface Finding {
  /** `/body/name`, `/query/include_html`, … */
  path: string;
  message: string;
  errorCode?: string;
}

interface Findings extends Error {
  errors: Finding[];
}

/**
 * Puts the validator to work. Who may call, and everything about uploads but taking the form apart, is judged
 * elsewhere: it knows scopes only by presence, and no part's type (field notes). It is loaded and made ready for a contract
 * when a request is to be judged first, which is a quarter of the time to start.
 */
export function validatorOf(contract: Contract): Validator {
  let chain: Promise<readonly RequestHandler[]> | undefined;
  return {
    async violationsOf(asked, sent, request, response) {
      chain ??= import('./validator-chain.ts').then(({ validatorChain }) => validatorChain(contract));
      const handlers = await chain;
      const { method, url, originalUrl } = request;
      show(asked, sent, request);
      const error = await runThrough(handlers, request, response);
      Object.assign(request, { method, url, originalUrl });
      const isOfForm = sent.media !== undefined && isForm(sent.media);
      if (error !== undefined && !isFinding(error)) throw isOfForm ? malformed(error.message) : error;
      // Whole only where the form was read to its end.
      const parts = partsReadOf(request);
      if (parts !== undefined) sent.parts = parts;
      // What multer takes for no form it passes over in silence.
      else if (isOfForm) throw malformed('its Content-Type cannot be read');
      return error === undefined ? [] : error.errors.map(violationOf);
    },
  };
}

/**
 * Shows the validator the request as we have read it: its own reading of paths and queries is another, it remembers a
 * compiled schema for each Content-Type that it ever saw, and it knows no HEAD.
 */
function show(asked: ApiRequest, sent: Received, request: Request): void {
  const { contract, operation, params, body } = asked;
  const path = operation.path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const query = Object.entries(declaredQuery(asked)).map((pair) => pair.map(encoded).join('='));
  request.url = `${contract.basePaths[0]}${path}${query.length === 0 ? '' : `?${query.join('&')}`}`;
  request.originalUrl = request.url;
  request.method = operation.method.toUpperCase();
  for (const { in: place, name } of operation.parameters) {
    // An empty header counts as absent (facts sheet 4.5).
    if (place === 'header' && request.headers[name.toLowerCase()] === '') delete request.headers[name.toLowerCase()];
  }
  const given = request.headers['content-type'] ?? '';
  delete request.headers['content-type'];
  if (sent.media === undefined) return;
  request.headers['content-type'] = isForm(sent.media) ? formType(given) : sent.media.type;
  request.body = sent.json ?? body;
  if (isForm(sent.media)) offerForm(request, body ?? Buffer.alloc(0));
}

/** Everything that could mean something in a query is encoded; the validator refuses values in which it is not. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
}

function runThrough(
  chain: readonly RequestHandler[],
  request: Request,
  response: Response,
): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const next = (index: number, error?: unknown): void => {
      const handler = chain[index];
      if (error !== undefined || handler === undefined) {
        resolve(error as Error | undefined);
        return;
      }
      try {
        void handler(request, response, (failure?: unknown) => next(index + 1, failure));
      } catch (thrown) {
        resolve(thrown as Error);
      }
    };
    next(0);
  });
}

/** Whether an error tells of the request; else something went wrong on the way there, such as reading a form. */
function isFinding(error: Error | Findings): error is Findings {
  return 'errors' in error && error.errors.every(({ path }) => /^\/(body|query|headers|params)/.test(path));
}

const PLACES: Record<string, string> = { headers: 'header', params: 'path' };

function violationOf({ path, message, errorCode = '' }: Finding): Violation {
  const code = errorCode.replace(/\.openapi\.validation$/, '');
  const [place = 'body', ...inside] = path.split('/').slice(1);
  // Of a key that is missing, the place is the object that misses it.
  const location = code === 'required' ? inside.slice(0, -1) : inside;
  return { location: ['request', PLACES[place] ?? place, ...location], severity: 'Error', code, message };
}

function malformed(message: string): Error {
  const reason = message.replace(/^[A-Z]/, (letter) => letter.toLowerCase());
  return refuse('formMalformed', ['body'], `The multipart form cannot be read: ${reason}.`);
}
