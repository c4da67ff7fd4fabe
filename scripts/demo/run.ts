/**
 * Sends every file of a folder through a running Groundwork and shows what became of each: what `npm run demo` calls.
 * `GROUNDWORK_URL`, `ADMIN_USERNAME` (or `ADMIN_EMAIL`) and `ADMIN_PASSWORD` say where and as whom.
 */
import { resolve } from 'node:path'
import { createClient, GroundworkError } from '@groundwork/client'
import { checkSignedUrl } from './check-signed-url.ts'
import { fileTable } from './file-table.ts'
import { listFiles } from './list-files.ts'
import { chooseOrganization, uploadAll } from './upload-all.ts'

const samples = resolve(import.meta.dirname, '../../samples')

async function main(): Promise<number> {
  const folder = resolve(process.argv[2] ?? samples)
  const gw = createClient({ url: required('GROUNDWORK_URL') })
  await gw.signIn(process.env.ADMIN_USERNAME ?? process.env.ADMIN_EMAIL ?? 'admin', required('ADMIN_PASSWORD'))

  const paths = await listFiles(folder)
  const organization = await chooseOrganization(gw)
  console.log(`${paths.length} files of ${folder} to ${organization.name}`)
  const results = await uploadAll(gw, { folder, paths, organization: organization.id })
  console.log(`\n${fileTable(results)}\n`)

  const faults = results.filter(({ fault }) => fault).map(({ name, fault }) => `${name}: ${fault}`)
  const available = results.find(({ state }) => state === 'available')
  if (available) faults.push(...(await checkSignedUrl(gw, available)))
  else console.log('No file became available, so there is no signed URL to try.')
  await gw.close()

  for (const fault of faults) console.error(`FAULT  ${fault}`)
  return faults.length ? 1 : 0
}

function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} has to be set`)
  return value
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof GroundworkError ? `${error.detail} (${error.code})` : error)
  process.exitCode = 1
}
