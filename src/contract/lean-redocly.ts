/**
 * Import this before Redocly, which loads validators of examples and a second parser of YAML, for the few documents in
 * which something is wrong.
 */
import { standIn } from '../stand-ins.ts';

standIn('@redocly/openapi-core', [
  ['@redocly/ajv/dist/2020.js', 'Ajv2020'],
  ['@redocly/ajv/dist/draft4.js'],
  ['ajv-formats'],
  ['yaml-ast-parser', 'Kind', 'safeLoad'],
]);
