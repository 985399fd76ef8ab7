/** One thing that a run can have exercised or seen. */
export interface Criterion {
  /** `operation`, `status`, `media type`, `parameter`, `parameter value`, `property`, `security alternative` … */
  kind: string;
  api: string;
  /** The operationId, or the path for criteria about paths. */
  operation: string;
  /** What exactly: `401`, `image/png`, `header x-platform = iOS`, `/data/name`. */
  name: string;
  /** 1 to 6: the test coverage level (Martin-Lopez, Segura, Ruiz-Cortés 2019) that asks for it. */
  level: number;
  covered: boolean;
}

/** How much of the contracts a run has exercised and seen. */
export interface Coverage {
  criteria: readonly Criterion[];
  /** For each level from 1 to 6, how many of its criteria are covered. */
  levels: readonly { level: number; covered: number; of: number }[];
}
