declare module 'parse-prefer-header' {
  /** Preferences by camelCase name; one without a value is `true`. */
  export default function parsePreferHeader(header: string | string[]): Record<string, string | true>;
}
