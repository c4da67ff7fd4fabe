import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { Problem } from './problem.mjs'

/** How long a server may take before we call it broken. */
const timeLimit = 60_000

/**
 * Waits until a server on the loopback interface gives the expected answer.
 *
 * @param {import('./launch.mjs').Service} service
 * @param {number} port
 * @param {{ say: string, hear: string, logFile: string }} exchange what to send and how the answer has to begin
 */
export async function untilAnswers(service, port, { say, hear, logFile }) {
  const deadline = Date.now() + timeLimit
  /** @type {string | undefined} */
  let end
  service.ended.then((how) => {
    end = how
  })
  while (!(await ask(port, say, hear))) {
    if (end) throw new Problem(`${service.name} did not start (${end}). Its log: ${logFile}`)
    if (Date.now() > deadline) throw new Problem(`${service.name} did not answer within a minute. Its log: ${logFile}`)
    await delay(20)
  }
}

/**
 * @param {number} port
 * @param {string} say
 * @param {string} hear
 * @returns {Promise<boolean>}
 */
function ask(port, say, hear) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write(say))
    let answer = ''
    socket.setEncoding('utf8').setTimeout(1000, () => socket.destroy())
    socket.on('data', (chunk) => {
      answer += chunk
      if (answer.length >= hear.length) socket.destroy()
    })
    socket.on('error', () => {}) // Not listening yet: 'close' follows and says so.
    socket.on('close', () => resolve(answer.startsWith(hear)))
  })
}
