/** A process that is killed at one point of its work: what the crash matrix starts. It says on its output what it acknowledged. */
import { writeSync } from 'node:fs'
import { openDatabase } from '@groundwork/db'
import { type Crash, crashServices, setStage } from './crash-stage.ts'
import { play } from './scenarios.ts'

const crash: Crash = JSON.parse(process.env.CRASH ?? '')
const database = await openDatabase({ url: crash.appUrl, poolSize: 3 })
const services = await crashServices(database, crash.directories)
const stage = await setStage(services, crash, (told) => writeSync(1, `${JSON.stringify(told)}\n`))
process.env.FAULT = crash.point
await play(crash.scenario, stage)
await database.close()
