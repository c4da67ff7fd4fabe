/** A mail to one person, as text and as simple HTML that says the same. */
export interface MailMessage {
  /** Stable for one occasion: a mail that is sent twice is recognised as one. */
  readonly key: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Where mails leave us. Resolves once somebody else has taken charge of the mail. */
export interface MailSender {
  /** @throws MailError */
  send(message: MailMessage): Promise<void>
  close(): Promise<void>
}
