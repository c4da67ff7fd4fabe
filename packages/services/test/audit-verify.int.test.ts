import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { v4 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AuditWorld, createAuditWorld, goOn } from './audit-world.ts'

let world: AuditWorld
beforeAll(async () => {
  world = await createAuditWorld()
})
afterAll(() => world.close())

const program = fileURLToPath(new URL('../../../scripts/audit-verify/run.ts', import.meta.url))

/** As `npm run audit:verify` calls it. */
function verify(): Promise<{ code: number; output: string }> {
  const env = {
    ...process.env,
    APP_DATABASE_URL: world.appUrl,
    GROUNDWORK_SECRET: 'a secret that is long enough for it',
    AUDIT_CHECKPOINT_DIR: world.directory,
  }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['--import', 'tsx', program], { env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    )
  })
}

it('audit:verify says that the trail is whole, and names the first bad row once it is not', async () => {
  const organization = v4()
  await world.write(organization, 3)
  await world.keeping().chain(goOn)
  await world.keeping().checkpoint()
  const whole = await verify()
  expect(whole.output).toContain('The audit trail is as it was written.')
  expect(whole.code).toBe(0)

  const [, second] = await world.links(organization)
  await world.sql(`update audit_entry set object_repr = 'changed' where id = $1`, [second?.entry])
  const broken = await verify()
  expect(broken.output).toContain(
    `organization ${organization}, position 2, entry ${second?.entry}: the entry was changed`,
  )
  expect(broken.code).toBe(1)
})
