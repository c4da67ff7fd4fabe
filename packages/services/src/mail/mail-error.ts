/**
 * A mail that did not leave. It holds no address and nothing of the mail: it ends in a log. `isPermanent` where another try
 * would end the same.
 */
export class MailError extends Error {
  override readonly name = 'MailError'

  constructor(
    readonly reason: string,
    readonly isPermanent: boolean,
  ) {
    super(`The mail was not sent: ${reason}`)
  }
}
