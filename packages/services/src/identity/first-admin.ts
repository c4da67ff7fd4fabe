import { asSystem, isWithoutUsers, type UnitOfWork } from '@groundwork/db'
import { newUser, passwordProblem } from '@groundwork/domain'
import { insertUser, type UserServices } from './create-user.ts'
import type { IdentityServices } from './identity-services.ts'
import { readablePassword } from './readable-password.ts'

export interface FirstAdmin {
  readonly id: string
  readonly username: string
  readonly email: string
  /** Only when it was made here: nobody else knows it yet. */
  readonly password?: string
  /** What is wrong with a password that the operator chose. It is taken all the same: it is their machine. */
  readonly passwordProblem?: string
}

interface GivenAdmin {
  readonly username?: string
  readonly email: string
  readonly password?: string | undefined
}

/**
 * Makes the superuser of a database without users; null when there is anybody already. What `furnish` makes besides comes
 * into being with them or not at all. Safe to call at every start.
 */
export async function createFirstAdmin(
  services: UserServices & Pick<IdentityServices, 'random'>,
  given: GivenAdmin,
  furnish: (work: UnitOfWork, admin: string) => Promise<void> = async () => {},
): Promise<FirstAdmin | null> {
  const password = given.password ?? readablePassword(services.random)
  const { username, email } = newUser.parse({ username: given.username ?? 'admin', email: given.email, password })
  const passwordHash = await services.passwords.hash(password)

  return services.database.withUnitOfWork(asSystem('make the first administrator'), async (work) => {
    if (!(await isWithoutUsers(work))) return null
    const admin = await insertUser(work, { username, email, passwordHash, isSuperuser: true, now: services.clock() })
    await furnish(work, admin.id)
    const problem = passwordProblem(password, { username, email })
    return {
      id: admin.id,
      username,
      email,
      ...(given.password === undefined && { password }),
      ...(problem && { passwordProblem: problem }),
    }
  })
}
