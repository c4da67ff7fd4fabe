import type { IdentityServices } from '../identity/identity-services.ts'

/** Memberships decide who somebody is, so a change to them is told to the principals at once. */
export type OrganizationServices = Pick<IdentityServices, 'database' | 'principals'>
