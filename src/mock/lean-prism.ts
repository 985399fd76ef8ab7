/**
 * Import this before Prism, which loads made-up data in all of the world's languages (for dynamic answers), Postman
 * collections, proxies, loaders and mergers of schemas: a third less time to start, 30 MB less memory.
 */
import { standIn } from '../stand-ins.ts';

standIn('@stoplight/prism-http', [
  ['@faker-js/faker', 'faker'],
  ['@stoplight/http-spec/postman/operation', 'transformPostmanCollectionOperations'],
  ['@stoplight/json-schema-merge-allof'],
  ['@stoplight/json-schema-ref-parser'],
  ['http-proxy-agent'],
  ['https-proxy-agent'],
  ['lodash/fp'],
  ['node-fetch'],
]);
