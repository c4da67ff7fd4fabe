/** What the processes sign in as: owns nothing, and row-level security binds it. */
export const appRole = 'groundwork_app'

/** What `asSystem('reason')` and a superuser act as, for one transaction at a time: every organization's rows. */
export const systemRole = 'groundwork_system'
