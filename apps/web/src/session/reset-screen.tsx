import { getRouteApi } from '@tanstack/react-router'
import { NewPasswordStep } from './new-password-step.tsx'
import { RequestResetStep } from './request-reset-step.tsx'

const route = getRouteApi('/reset')

/** The way back in without the password: ask for a link, and follow it here. */
export function ResetScreen() {
  const { token } = route.useSearch()
  return token ? <NewPasswordStep token={token} /> : <RequestResetStep />
}
