import { type Bench, type Finding, ratioFinding } from '../bench.ts'
import type { Lab } from '../lab/open-lab.ts'
import { compare } from '../measure/compare.ts'
import { type Call, httpCaller } from '../measure/http-caller.ts'
import { perSecond } from '../measure/in-flight.ts'

const inFlight = 16

interface HttpBench {
  readonly name: string
  readonly about: string
  readonly budget: number
  ours(lab: Lab, turn: number): Call
  limit(lab: Lab, turn: number): Call
}

/** Sixteen calls in flight to the API, and the same to the limit. */
export const overHttp = ({ name, about, budget, ours, limit }: HttpBench): Bench => ({
  names: [name],
  about,
  run: async (lab, effort): Promise<Finding[]> => {
    const headers = await lab.authorization()
    const api = httpCaller(lab.url)
    const bare = httpCaller(lab.limit.url)
    let turn = 0
    try {
      const found = await compare(
        (ms) => perSecond(inFlight, ms, () => api.call({ ...ours(lab, turn++), headers })),
        (ms) => perSecond(inFlight, ms, () => bare.call(limit(lab, turn++))),
        effort,
      )
      return [ratioFinding(name, budget, found)]
    } finally {
      api.close()
      bare.close()
    }
  },
})
