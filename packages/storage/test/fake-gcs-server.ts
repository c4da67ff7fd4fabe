/** The fake as a process of its own: says on its output where it listens and who may come in, and ends with its input. */
import { FakeGcs } from './fake-gcs.ts'

const fake = await FakeGcs.start()
const { bucket, endpoint, credentials } = fake
process.stdout.write(`${JSON.stringify({ bucket, endpoint, credentials })}\n`)
process.stdin.resume().on('end', () => void fake.stop())
