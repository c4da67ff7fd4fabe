import { createServer } from 'node:net'
import { readJson, writeJson } from './json-file.mjs'
import { Problem } from './problem.mjs'

const loopback = '127.0.0.1'

/**
 * Binds the port for a moment. Port 0 asks for any free one.
 *
 * @param {number} port
 * @param {string} [host] leave out for every interface, as the API listens
 * @returns {Promise<number | undefined>} the port, undefined when it is taken
 */
function tryPort(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE') resolve(undefined)
      else if (error.code === 'EACCES') reject(new Problem(`Port ${port} needs more rights than this user has.`))
      else reject(error)
    })
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port))
    })
  })
}

/** A loopback port that is free now. */
export async function freePort() {
  const port = await tryPort(0, loopback)
  if (port === undefined) throw new Problem('No free port is left on the loopback interface.')
  return port
}

/**
 * @param {number} port
 * @returns {Promise<boolean>} whether the API can listen there
 */
export async function isPortFree(port) {
  return (await tryPort(port)) !== undefined
}

/**
 * The loopback port a service had last time, kept so that a database client's saved connection goes on working; another
 * one when somebody else has taken it since.
 *
 * @param {string} file
 */
export async function keptPort(file) {
  const kept = readJson(file)
  if (typeof kept === 'number' && (await tryPort(kept, loopback))) return kept
  const port = await freePort()
  writeJson(file, port)
  return port
}
