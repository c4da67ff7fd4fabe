import pg from 'pg'
import { v7 } from 'uuid'
import { type Bench, ceilingFinding } from '../bench.ts'
import { type Lab, password } from '../lab/open-lab.ts'
import { httpCaller } from '../measure/http-caller.ts'
import { quantile } from '../measure/statistics.ts'

const atOnce = 20

export const signInUnderLoad: Bench = {
  names: ['sign-in-p95-ms', 'light-while-signing-in'],
  about: `sign-in with ${atOnce} attempts in flight, p95; and p95 of a get through REST meanwhile, as a multiple of the same when idle`,
  run: async (lab, { roundMs }) => {
    const names = await addPeople(lab)
    const headers = await lab.authorization()
    const api = httpCaller(lab.url)
    const timed = async (call: () => Promise<unknown>) => {
      const started = performance.now()
      await call()
      return performance.now() - started
    }
    const get = () => api.call({ path: `/api/v1/products/${lab.productIds[0]}/`, headers })
    const signIn = (username = '') =>
      api.call({ method: 'POST', path: '/api/v1/auth/token/', body: JSON.stringify({ username, password }) })
    const getUntil = async (isOver: () => boolean) => {
      const times: number[] = []
      while (!isOver()) times.push(await timed(get))
      return times
    }
    const ending = (milliseconds: number) => {
      const end = performance.now() + milliseconds
      return () => performance.now() > end
    }
    try {
      await getUntil(ending(roundMs))
      const idle = quantile(await getUntil(ending(roundMs * 2)), 0.95)
      const isOver = ending(roundMs * 3)
      const signIns = names.map(async (name) => {
        const times: number[] = []
        while (!isOver()) times.push(await timed(() => signIn(name)))
        return times
      })
      const busy = quantile(await getUntil(isOver), 0.95)
      const times = (await Promise.all(signIns)).flat()
      const p95 = quantile(times, 0.95)
      const rate = `${((times.length * 1000) / (roundMs * 3)).toFixed(1)} sign-ins /s`
      return [
        ceilingFinding('sign-in-p95-ms', 400, p95, `${p95.toFixed(0)} ms`, rate),
        ceilingFinding('light-while-signing-in', 2, busy / idle, `${busy.toFixed(2)} ms`, `${idle.toFixed(2)} ms`),
      ]
    } finally {
      api.close()
    }
  },
}

/** People with the password of the bench, each to sign in from a window of their own. */
async function addPeople({ ownerUrl, user }: Lab): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const run = Date.now().toString(36)
    const people = Array.from({ length: atOnce }, (_, index) => ({ id: v7(), username: `bench-${run}-${index}` }))
    for (const { id, username } of people) await client.query(insertPerson, [id, username, user])
    return people.map(({ username }) => username)
  } finally {
    await client.end()
  }
}

/** $1 id, $2 username, $3 whose password */
const insertPerson = `
  with person as (
    insert into app_user (id, username, email) values ($1, $2, $2 || '@example.com') returning id
  ), profile as (
    insert into user_profile (id, user_id) select uuidv7(), $1::uuid from person
  )
  insert into credential (user_id, password_hash)
  select person.id, credential.password_hash from person cross join credential where credential.user_id = $3::uuid`
