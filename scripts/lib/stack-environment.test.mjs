import { expect, it } from 'vitest'
import { stackEnvironment } from './stack-environment.mjs'

const secrets = {
  groundworkSecret: 'made up',
  ownerPassword: 'owner',
  appPassword: 'p@ss/word',
  redisPassword: 'redis',
  adminPassword: 'first',
  isAdminPasswordDue: false,
}
const stores = { ownerUrl: 'postgresql://owner:pw@db.example:5433/main?sslmode=require', redisUrl: 'redis://r' }
const environment = (given) => stackEnvironment({ dataDir: '/data', port: 8080, secrets, ...stores, given })

it('lets the programs sign in to the same database as the role without powers', () => {
  const { APP_DATABASE_URL } = environment({}).runtime
  expect(APP_DATABASE_URL).toBe('postgresql://groundwork_app:p%40ss%2Fword@db.example:5433/main?sslmode=require')
})

it('shows the owner’s connection to nobody but the one who prepares the database', () => {
  const { runtime, owner } = environment({ DATABASE_URL: stores.ownerUrl })
  expect(runtime).not.toHaveProperty('DATABASE_URL')
  expect(owner.DATABASE_URL).toBe(stores.ownerUrl)
})

it('prefers what the caller names to what it makes up', () => {
  const given = {
    APP_DATABASE_URL: 'a',
    GROUNDWORK_SECRET: 'b',
    PUBLIC_URL: 'https://c',
    ADMIN_PASSWORD: 'd',
    OTHER: 'e',
  }
  expect(environment(given).owner).toMatchObject(given)
  expect(environment({}).owner).toMatchObject({
    GROUNDWORK_SECRET: 'made up',
    PUBLIC_URL: 'http://localhost:8080',
    ADMIN_PASSWORD: 'first',
  })
})
