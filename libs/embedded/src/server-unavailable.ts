/**
 * A server that cannot be found, fetched or started here. The message says what was tried; `hint` says what a person can do
 * about it. Tests turn it into the reason of a skip, the command line into its last two lines.
 */
export class ServerUnavailable extends Error {
  readonly code = "ServerUnavailable";
  readonly hint: string;

  constructor(message: string, hint: string, cause?: unknown) {
    super(`${message}\n${hint}`, { cause });
    this.name = "ServerUnavailable";
    this.hint = hint;
  }
}
