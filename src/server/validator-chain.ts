import type { RequestHandler } from 'express';
import { type Spec, sortRoutes } from 'express-openapi-validator/dist/framework/openapi.spec.loader.js';
import { OpenApiValidator } from 'express-openapi-validator/dist/openapi.validator.js';
import type { Contract } from '../contract/contract.ts';
import { formReader } from './form-reader.ts';

/**
 * What express-openapi-validator is made of, for one contract. Its own `middleware` compiles a validator of whole
 * documents first even where none is to be validated, which is half of the time that the server takes to start.
 */
export function validatorChain(contract: Contract): readonly RequestHandler[] {
  // It writes into the document that it gets.
  const apiDoc = structuredClone(contract.document) as never;
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
