/**
 * `node:http`. Importing it takes 40 ms: an import reads everything that a module exports, and with it Node's WebSocket,
 * for which all of undici is loaded.
 */
export const { Agent, createServer, request, ServerResponse, STATUS_CODES, validateHeaderValue } =
  process.getBuiltinModule('node:http');
