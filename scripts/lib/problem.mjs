import { constants } from 'node:os'

/** Something the person at the keyboard can mend: shown as its message alone, without a stack. */
export class Problem extends Error {
  /** @override */
  name = 'Problem'
}

/** The person, or the system, asked us to stop in the middle of something. */
export class Interrupted extends Problem {
  /** @override */
  name = 'Interrupted'

  /** @param {'SIGINT' | 'SIGTERM' | 'SIGHUP'} signal */
  constructor(signal) {
    super('Stopped before it was done. Starting again picks up where it left off.')
    this.exitCode = 128 + constants.signals[signal]
  }
}

/**
 * Runs a command's main function and turns what it throws into a message and an exit code.
 *
 * @param {() => Promise<number | void>} main resolves to the exit code, 0 when it names none
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) || 0
  } catch (error) {
    console.error(error instanceof Problem ? `\n${error.message}\n` : error)
    process.exitCode = error instanceof Interrupted ? error.exitCode : 1
  }
}
