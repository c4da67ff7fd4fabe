import type { GroundworkErrorCode } from '@groundwork/client'

interface ProblemWords {
  readonly title: string
  /** What was kept, and what to do. */
  readonly hint: string
}

/** A new error code without words does not compile. What the server says in detail is shown beside. */
export const problemWords: Record<GroundworkErrorCode, ProblemWords> = {
  unauthenticated: { title: 'You are signed out', hint: 'Sign in again to go on where you were.' },
  otp_required: { title: 'A second step is due', hint: 'Sign in again with the code of your authenticator app.' },
  forbidden: {
    title: 'You may not do that',
    hint: 'Nothing was changed. An administrator of the organization can give you the right.',
  },
  not_found: { title: 'It is not there', hint: 'It may have been deleted, or you may not be allowed to see it.' },
  invalid: { title: 'That does not fit', hint: 'Nothing was saved. Correct what is marked and try again.' },
  conflict: { title: 'That is not possible as things stand', hint: 'Nothing was changed.' },
  stale: { title: 'Somebody else changed it meanwhile', hint: 'Nothing was overwritten. Look at their changes first.' },
  too_large: { title: 'It is too large', hint: 'Nothing was kept of it.' },
  quota_exceeded: {
    title: 'The organization has no space left',
    hint: 'Delete files nobody needs, or ask an administrator for more space.',
  },
  unsupported_type: { title: 'Files of this type are not accepted', hint: 'Ask an administrator if you need it.' },
  not_available: { title: 'It is not available yet', hint: 'It is still being checked, or was refused.' },
  rate_limited: { title: 'That was a little too fast', hint: 'Wait a moment and try again.' },
  unavailable: {
    title: 'The service is not available',
    hint: 'Nothing you did is lost. Try again in a moment.',
  },
  internal: {
    title: 'Something went wrong on our side',
    hint: 'Nothing you did is lost. If it happens again, report it with the request id.',
  },
  unreachable: {
    title: 'The server cannot be reached',
    hint: 'Nothing you did is lost. Check your connection.',
  },
}
