/**
 * The part of an OpenAPI 3.1 document that Portrait reads, with its own extensions (README, "Words of our own").
 * Bundled documents hold `$ref`s to their own components only; `resolve` follows them.
 */

import { nameOf } from './json-pointer.ts';

/** A JSON value, as `JSON.parse` gives it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Reference {
  $ref: string;
}

export type Provenance = 'documented' | 'observed' | 'chosen';

/** A JSON Schema, of which Portrait itself reads only what Prism does not check: uploads. */
export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema | Reference>;
  required?: string[];
  maxLength?: number;
  contentMediaType?: string;
  'x-image'?: ImageRule;
  [keyword: string]: unknown;
}

/** Pixel rules of an uploaded picture: a width in pixels, an area in pixels. */
export interface ImageRule {
  minWidth?: number;
  maxPixels?: number;
}

export interface Example {
  summary?: string;
  description?: string;
  value?: Json;
  /** Path of the bytes, relative to the contract's folder. */
  externalValue?: string;
  /** Id of the person that the example speaks of; without it, it speaks for everybody. */
  'x-subject'?: string;
  /** Of a parameter's example: the owner to whom alone the thing is known. */
  'x-owner'?: string;
  /** Of a failure's example: its text in other languages than English, by language tag (BCP 47). */
  'x-translations'?: Record<string, string>;
}

export type Examples = Record<string, Example | Reference>;

export interface MediaType {
  schema?: Schema | Reference;
  example?: Json;
  examples?: Examples;
  encoding?: Record<string, { contentType?: string }>;
}

export interface Header {
  description?: string;
  required?: boolean;
  schema?: Schema | Reference;
  example?: Json;
  examples?: Examples;
  'x-provenance'?: Provenance;
  /** The request's query string is appended to the value, except these parameters. */
  'x-forwards-query-except'?: string[];
  /** The value is the scopes of the request's credential, joined by commas. */
  'x-lists-scopes'?: boolean;
  /** What the value says of the rate limit nearest exhaustion. */
  'x-rate'?: RateRole;
}

/**
 * `reset` is a point in time where the header's schema is a `date-time`, else seconds from now; `retryAfter` is seconds
 * from now.
 */
export type RateRole = 'limit' | 'remaining' | 'reset' | 'retryAfter';

/**
 * How many requests may be made in a span of time. Spans are aligned: each begins at a multiple of its length since
 * 1970. Limits of an operation take the place of those of the document; an empty list lifts them.
 */
export interface RateLimit {
  /**
   * Whose requests are counted together: those with one credential, those of one owner with all credentials, or those
   * without a known credential from one network address (IPv6: one /64 network).
   */
  per: 'credential' | 'owner' | 'address';
  requests: number;
  seconds: number;
  /** `writes`: GET and HEAD do not count. */
  only?: 'writes';
  'x-provenance'?: Provenance;
}

export interface Response {
  description: string;
  headers?: Record<string, Header | Reference>;
  content?: Record<string, MediaType>;
  'x-provenance'?: Provenance;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  description?: string;
  required?: boolean;
  schema?: Schema | Reference;
  example?: Json;
  examples?: Examples;
  /** How lists and objects are written; where it is left out, `form` in queries and cookies, else `simple`. */
  style?: string;
  explode?: boolean;
  /** The value is a text of this one media type; instead of `schema`. */
  content?: Record<string, MediaType>;
  'x-provenance'?: Provenance;
  /** What the value names. Only the values among `examples` are known. */
  'x-identifies'?: string;
  /** The identifying value is the same in upper and lower case. */
  'x-case-insensitive'?: boolean;
}

export interface RequestBody {
  description?: string;
  required?: boolean;
  content: Record<string, MediaType>;
}

export interface Server {
  url: string;
  description?: string;
  variables?: Record<string, { default: string }>;
}

export interface OperationObject {
  /** All of our own contracts have one. */
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: (Parameter | Reference)[];
  requestBody?: RequestBody | Reference;
  responses: Record<string, Response | Reference>;
  security?: Record<string, string[]>[];
  /** Instead of the path's, which are instead of the document's. */
  servers?: Server[];
  'x-provenance'?: Provenance;
  /** The scopes are not demanded when this parameter names the credential's owner. */
  'x-owner-parameter'?: string;
  /** Of each list at least one parameter has to be present and not empty. */
  'x-required-any-of'?: string[][];
  'x-rate-limits'?: RateLimit[];
}

export type SecurityScheme =
  | { type: 'http'; scheme: string; description?: string }
  | { type: 'oauth2' | 'openIdConnect' | 'mutualTLS'; description?: string }
  | {
      type: 'apiKey';
      in: 'header' | 'query' | 'cookie';
      name: string;
      description?: string;
      /** The credential may come as a key or a part of that name in the body, too. */
      'x-also-in-body'?: boolean;
    };

/** A credential that both servers know, as written in the contract. */
export interface TestCredential {
  name: string;
  /** The literal header value, `Bearer …` or `Api-Key …`. */
  credential: string;
  scopes: string[];
  owner?: string;
  /** What is wrong with it (`unknown`, `revoked`, …); absent in a good one. */
  defect?: string;
  /** The defect comes to word only when the scope is enough; else it does so first. */
  afterScope?: boolean;
  description?: string;
}

/** A picture that answers speak of: its URL there, and the file with its bytes. */
export interface Picture {
  url: string;
  file: string;
  /** Its server honours `w` and `h`. */
  resize?: boolean;
}

export interface Cors {
  allowOrigin: string;
  allowMethods: string[];
  allowHeaders: string;
  exposeHeaders?: string[];
  maxAge?: number;
  preflightStatus: number;
}

export type Method = 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch' | 'trace';

export const METHODS: readonly Method[] = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

export type PathItem = Partial<Record<Method, OperationObject>> & {
  parameters?: (Parameter | Reference)[];
  servers?: Server[];
};

export interface Document {
  openapi: string;
  info: { title: string; version: string; summary?: string; description?: string };
  servers?: Server[];
  security?: Record<string, string[]>[];
  paths: Record<string, PathItem>;
  components?: Record<string, Record<string, unknown>> & {
    securitySchemes?: Record<string, SecurityScheme>;
  };
  'x-test-credentials': TestCredential[];
  'x-pictures'?: Picture[];
  'x-cors'?: Cors;
  'x-rate-limits'?: RateLimit[];
}

/**
 * What a node stands for, its `$ref`s followed.
 * @throws Error when a reference leads nowhere, or in a circle.
 */
export function resolve<T extends object>(document: Document, node: T | Reference): T {
  let current: T | Reference = node;
  for (let hops = 0; hops < 32; hops++) {
    if (!('$ref' in current) || typeof current.$ref !== 'string') return current as T;
    current = targetOf(document, current.$ref) as T | Reference;
  }
  throw new Error(`The reference ${(node as Reference).$ref} runs in a circle.`);
}

/**
 * What stands at a reference into the document itself (RFC 6901).
 * @throws Error when nothing does.
 */
export function targetOf(document: Document, pointer: string): unknown {
  let node: unknown = document;
  const from = pointer.startsWith('#/') ? 2 : 0;
  for (const token of pointer.slice(from).split('/')) {
    const key = token.includes('%') || token.includes('~') ? nameOf(decodeURIComponent(token)) : token;
    node = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined;
  }
  if (node === undefined) throw new Error(`The reference ${pointer} leads nowhere.`);
  return node;
}
