export { accessSeconds, issueAccessToken } from './access-token.ts'
export { createApiKey, listApiKeys, revokeApiKey, rotateApiKey } from './api-keys.ts'
export { authenticate, type Credentials } from './authenticate.ts'
export { type CallerContext, callerContext } from './caller-context.ts'
export { changePassword } from './change-password.ts'
export { createUser, updateUser } from './create-user.ts'
export { createFirstAdmin, type FirstAdmin } from './first-admin.ts'
export { createIdentityServices, type IdentityServices } from './identity-services.ts'
export { getMyProfile, updateMyProfile } from './my-profile.ts'
export { networkOf } from './network-of.ts'
export { requestPasswordReset, resetPassword } from './password-reset.ts'
export { refreshTokens } from './refresh-tokens.ts'
export { resetSecondFactor } from './reset-second-factor.ts'
export { disableTotp, renewBackupCodes, setUpTotp, verifyTotp } from './second-factor.ts'
export { listSessions, revokeSession, signOutEverywhere } from './sessions.ts'
export { signIn } from './sign-in.ts'
export {
  countsOf,
  createMemoryThrottle,
  type SignInAttempt,
  type SignInThrottle,
  tooManyAttempts,
} from './sign-in-throttle.ts'
export { signOut } from './sign-out.ts'
export { activateUser, deactivateUser } from './user-administration.ts'
export { type HeldMembership, type Me, whoAmI } from './who-am-i.ts'
