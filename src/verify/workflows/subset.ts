import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Json } from '../../contract/document.ts';

/** A file of workflows (Arazzo 1.0), as far as the runner knows it. */
export interface ArazzoDocument {
  arazzo: string;
  sourceDescriptions: { name: string; url: string }[];
  workflows: ArazzoWorkflow[];
}

export interface ArazzoWorkflow {
  workflowId: string;
  summary?: string;
  description?: string;
  /** What the runner has to know beforehand: test credentials, by their names in the contract. */
  inputs?: { properties?: Record<string, Json> };
  steps: ArazzoStep[];
}

export interface ArazzoStep {
  stepId: string;
  description?: string;
  operationId: string;
  /** Instead of those of the good request that is made for the operation. */
  parameters?: ArazzoParameter[];
  /** Instead of that of the good request; forms and raw bodies name files, as the contract's examples do. */
  requestBody?: { contentType?: string; payload: Json };
  successCriteria: ArazzoCriterion[];
  outputs?: Record<string, string>;
}

export interface ArazzoParameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  value: string | number | boolean;
}

export interface ArazzoCriterion {
  context?: string;
  condition: string;
  type?: 'simple' | 'regex' | 'jsonpath';
}

const TEXT = { type: 'string' };
const NAME = { type: 'string', pattern: '^[A-Za-z0-9_-]+$' };

/** An object with these keys and `x-…`, and no others. */
const closed = (required: string[], properties: Record<string, object>): object => ({
  type: 'object',
  required,
  properties,
  patternProperties: { '^x-': true },
  additionalProperties: false,
});

const listOf = (items: object): object => ({ type: 'array', minItems: 1, items });

const CRITERION = {
  ...closed(['condition'], { context: TEXT, condition: TEXT, type: { enum: ['simple', 'regex', 'jsonpath'] } }),
  if: { required: ['type'], properties: { type: { enum: ['regex', 'jsonpath'] } } },
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word.
  then: { required: ['context'] },
};

const STEP = closed(['stepId', 'operationId', 'successCriteria'], {
  stepId: NAME,
  description: TEXT,
  operationId: TEXT,
  parameters: listOf(
    closed(['name', 'in', 'value'], {
      name: TEXT,
      in: { enum: ['path', 'query', 'header', 'cookie'] },
      value: { type: ['string', 'number', 'boolean'] },
    }),
  ),
  requestBody: closed(['payload'], { contentType: TEXT, payload: true as unknown as object }),
  successCriteria: listOf(CRITERION),
  outputs: { type: 'object', propertyNames: NAME, additionalProperties: TEXT },
});

const SCHEMA = closed(['arazzo', 'info', 'sourceDescriptions', 'workflows'], {
  arazzo: { type: 'string', pattern: String.raw`^1\.0\.` },
  info: { type: 'object' },
  sourceDescriptions: {
    type: 'array',
    minItems: 1,
    maxItems: 1,
    items: closed(['name', 'url'], { name: TEXT, url: TEXT, type: { const: 'openapi' } }),
  },
  workflows: listOf(
    closed(['workflowId', 'steps'], {
      workflowId: NAME,
      summary: TEXT,
      description: TEXT,
      inputs: closed(['type'], { type: { const: 'object' }, properties: { type: 'object' } }),
      steps: listOf(STEP),
    }),
  ),
});

/** Made at the first use: only contracts with workflows have one. */
let compiled: ValidateFunction<ArazzoDocument> | undefined;

/**
 * The document, if it keeps to the part of Arazzo that the runner knows: steps by `operationId`, one after the other,
 * that all have to meet their `successCriteria`. Retries, jumps, workflows in workflows and XPath are deliberately left
 * out: what they would be good for, no contract needed yet.
 * @throws Error that says where it does not.
 */
export function checkedDocument(document: unknown): ArazzoDocument {
  // That the schema is one is plain to see, and would be most of the work.
  compiled ??= new Ajv2020({ strict: false, validateSchema: false }).compile<ArazzoDocument>(SCHEMA);
  const fits = compiled;
  if (fits(document)) return document;
  const [problem] = fits.errors ?? [];
  const key = problem?.params['additionalProperty'];
  throw new Error(`${problem?.instancePath || '/'} ${problem?.message}${key === undefined ? '' : ` (“${key}”)`}`);
}
