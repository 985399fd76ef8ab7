/**
 * Import this before Express, express-openapi-validator and prom-client. They load readers of bodies and files, the
 * world's media types four times over, resolvers of references and a tracer, all for what we do ourselves or not at all.
 */
import { standIn } from '../stand-ins.ts';

standIn('express', [
  ['accepts'],
  ['body-parser', 'json', 'raw', 'text', 'urlencoded'],
  ['content-disposition'],
  ['mime-types'],
  ['qs'],
  ['send'],
  ['serve-static'],
  ['type-is'],
]);

standIn('express-openapi-validator', [
  ['@apidevtools/json-schema-ref-parser'],
  ['ajv-draft-04'],
  ['lodash.clonedeep'],
  ['ono'],
  ['./framework/openapi.schema.validator.js'],
  ['./middlewares/openapi.response.validator.js'],
]);

standIn('multer', [['./storage/disk.js']]);
standIn('prom-client', [
  ['@opentelemetry/api'],
  ['tdigest', 'TDigest'],
  ['./lib/cluster.js'],
  ['./lib/pushgateway.js'],
]);
