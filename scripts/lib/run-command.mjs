import { spawn } from 'node:child_process'
import { root } from './paths.mjs'
import { Interrupted } from './problem.mjs'

/**
 * Runs a program to its end, in our own process group so that it gets the terminal's Ctrl-C itself; a SIGTERM is passed
 * on. Either way nothing is left running when this rejects with `Interrupted`.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {{ uid?: number, gid?: number }} [options.identity] the user to run as
 * @param {string} [options.input] what it reads on stdin
 * @param {'show' | 'collect' | 'collect-stdout'} [options.output] collected output is returned, not shown
 * @returns {Promise<{ code: number, output: string }>} code 127 when there is no such program
 */
export function runCommand(command, args, { cwd = root, env = process.env, identity, input, output = 'show' } = {}) {
  return new Promise((resolve, reject) => {
    const stdout = output === 'show' ? 'inherit' : 'pipe'
    const stderr = output === 'collect' ? 'pipe' : 'inherit'
    const child = spawn(command, args, { cwd, env, ...identity, stdio: [input ? 'pipe' : 'ignore', stdout, stderr] })
    child.stdin?.end(input)

    let text = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
      })
    }

    /** @type {'SIGINT' | 'SIGTERM' | undefined} */
    let interruptedBy
    const onInterrupt = () => {
      interruptedBy = 'SIGINT'
    }
    const onTerminate = () => {
      interruptedBy = 'SIGTERM'
      child.kill('SIGTERM')
    }
    process.on('SIGINT', onInterrupt).on('SIGTERM', onTerminate)
    const letGo = () => process.off('SIGINT', onInterrupt).off('SIGTERM', onTerminate)

    child.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      letGo()
      if (error.code === 'ENOENT') resolve({ code: 127, output: `${command}: not found\n` })
      else reject(error)
    })
    child.once('close', (code, signal) => {
      letGo()
      if (interruptedBy) reject(new Interrupted(interruptedBy))
      else resolve({ code: code ?? 1, output: signal ? `${text}${command} was ended by ${signal}\n` : text })
    })
  })
}
