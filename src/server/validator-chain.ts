import type { RequestHandler } from 'express';
import { type Spec, sortRoutes } from 'express-openapi-validator/dist/framework/openapi.spec.loader.js';
import { OpenApiValidator } from 'express-openapi-validator/dist/openapi.validator.js';
import type { Contract } from '../contract/contract.ts';
import {
  type Document,
  METHODS,
  type OperationObject,
  type RequestBody,
  resolve,
  type Schema,
} from '../contract/document.ts';
import { formReader } from './form-reader.ts';

/**
 * What express-openapi-validator is made of, for one contract. Its own `middleware` compiles a validator of whole
 * documents first even where none is to be validated, which is half of the time that the server takes to start.
 */
export function validatorChain(contract: Contract): readonly RequestHandler[] {
  const apiDoc = requestsOf(contract.document) as never;
  const validator = new OpenApiValidator({
    apiSpec: apiDoc,
    validateApiSpec: false,
    validateSecurity: false,
    validateRequests: { allowUnknownQueryParameters: true },
    validateResponses: false,
    ajvFormats: { mode: 'full' },
    useRequestUrl: true,
    fileUploader: formReader,
  });
  const spec: Spec = { apiDoc, ...pathsOf(contract), serial: 0 };
  return validator.installMiddleware(Promise.resolve(spec)) as unknown as RequestHandler[];
}

/**
 * What a contract says of requests, in a copy: the validator writes into it. Of answers, which it is not to judge, it
 * would compile every schema before the server listens.
 */
function requestsOf(document: Document): object {
  const { components, ...rest } = structuredClone(document);
  for (const item of Object.values(rest.paths)) {
    for (const method of METHODS) delete (item[method] as Partial<OperationObject> | undefined)?.responses;
  }
  const needed: Record<string, Record<string, unknown>> = {};
  const take = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { $ref } = node as { $ref?: unknown };
    const [, kind = '', name = ''] = /^#\/components\/(\w+)\/([^/]+)/.exec(String($ref)) ?? [];
    const table = (components as Record<string, Record<string, unknown>> | undefined)?.[kind];
    if (table !== undefined && needed[kind]?.[name] === undefined) {
      needed[kind] = { ...needed[kind], [name]: table[name] };
      take(table[name]);
    }
    for (const child of Object.values(node)) take(child);
  };
  take(rest.paths);
  const requests = { ...rest, components: needed } as Document;
  // To look up what a reference of a body stands for, the validator would compile it.
  for (const item of Object.values(requests.paths)) {
    for (const method of METHODS) if (item[method] !== undefined) resolveBody(requests, item[method]);
  }
  return requests;
}

function resolveBody(document: Document, operation: OperationObject): void {
  if (operation.requestBody === undefined) return;
  operation.requestBody = resolve<RequestBody>(document, operation.requestBody);
  for (const media of Object.values(operation.requestBody.content)) {
    if (media.schema !== undefined) media.schema = resolve<Schema>(document, media.schema);
  }
}

/** As its loader of documents reads them out of one. */
function pathsOf({ basePaths, operations }: Contract): Pick<Spec, 'basePaths' | 'routes'> {
  const routes = basePaths.flatMap((basePath) =>
    operations.map(({ path, method, parameters }) => ({
      basePath,
      expressRoute: `${basePath}${path}`.replaceAll(/\{([^}]+)\}/g, ':$1'),
      openApiRoute: `${basePath}${path}`,
      method: method.toUpperCase(),
      pathParams: parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name),
    })),
  );
  return { basePaths: basePaths.map((basePath) => `${basePath}/`), routes: routes.sort(sortRoutes) };
}
