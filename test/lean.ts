/**
 * Import this first where a test loads libraries when it runs: jest loads all that a file imports before it looks at what
 * the file puts in their place.
 */
import '../src/contract/lean-redocly.ts';
import '../src/mock/lean-prism.ts';
import '../src/server/lean-libraries.ts';
