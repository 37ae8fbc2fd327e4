/** The command was called wrongly: its message is in the caller's language. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
