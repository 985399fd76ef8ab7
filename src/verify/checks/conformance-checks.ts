import { type Check, conformanceCheck } from './check.ts';

/** What the contract says of answers by themselves, whatever was asked. */
export const conformanceChecks: readonly Check[] = [
  conformanceCheck('status_code_conformance', 'status'),
  conformanceCheck('content_type_conformance', 'mediaType', 'charset'),
  conformanceCheck('response_headers_conformance', 'header', 'trailer'),
  conformanceCheck('response_schema_conformance', 'json', 'schema', 'emptyBody'),
  conformanceCheck('magic_bytes', 'pictureBytes'),
  conformanceCheck('content_length', 'length', 'incomplete'),
];
