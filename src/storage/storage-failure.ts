/**
 * The database does not answer, or not as it should: not a bug of whoever asks, and likely to pass.
 * Its message names the database and the reason, without secrets; `cause` is the driver's own error.
 */
export class StorageFailure extends Error {
  override readonly name = 'StorageFailure';

  /** @param database as `Storage.name` has it. */
  constructor(database: string, cause: unknown, wayOut = '') {
    super(`${database}: ${reasonOf(cause)}${wayOut && ` ${wayOut}`}`, { cause });
  }
}

/** Gives what `ask` gives; whatever it throws becomes a `StorageFailure`. */
export async function askingOf<T>(database: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof StorageFailure ? error : new StorageFailure(database, error);
  }
}

function reasonOf(cause: unknown): string {
  const { message = String(cause), errors } = Object(cause) as Partial<AggregateError>;
  // A host of several addresses fails as a list of errors without a message of its own.
  const told = message === '' && errors !== undefined ? reasonOf(errors[0]) : message;
  return told.endsWith('.') ? told : `${told}.`;
}
