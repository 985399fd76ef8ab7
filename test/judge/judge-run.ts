/** What every judge needs to know. */
export interface JudgeRun {
  /** Of all that is made up. */
  seed: number;
  /** Where reports and recordings are put. */
  folder: string;
  /** Leave them there. */
  keep: boolean;
  /** Tells who waits how far it is. */
  say(text: string): void;
}
