import { bootstrap } from './lib/bootstrap.mjs'
import { build } from './lib/build.mjs'
import { openDataDir } from './lib/paths.mjs'
import { isPortFree } from './lib/ports.mjs'
import { Interrupted, Problem, runMain } from './lib/problem.mjs'
import { claimDataDir } from './lib/run-record.mjs'
import { loadSecrets, saveSecrets } from './lib/secrets.mjs'
import { startStack } from './lib/stack.mjs'
import { stopRequest } from './lib/stop-request.mjs'

/** `npm start`: everything, on one port, until Ctrl-C. */
await runMain(async () => {
  const signal = stopRequest()
  const port = wantedPort()
  const dataDir = openDataDir()
  const claim = await claimDataDir(dataDir)
  try {
    await refuseTakenPort(port)
    await bootstrap()
    signal.throwIfAborted()
    await build()
    signal.throwIfAborted()

    const stack = await startStack({ dataDir, claim, port, signal })
    welcome(stack.url, dataDir)
    await aborted(signal, stack.broken)
    claim.noteStopping()
    console.log('\nStopping ...')
    await stack.stop()
    stack.broken.throwIfAborted()
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
  } finally {
    claim.release()
  }
  console.log('Stopped.')
})

function wantedPort() {
  const port = Number(process.env.PORT || 3000)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Problem(`PORT has to be a number from 1 to 65535, not "${process.env.PORT}".`)
}

/** @param {number} port */
async function refuseTakenPort(port) {
  if (await isPortFree(port)) return
  throw new Problem(
    `Port ${port} is in use by another program. Stop that one, or choose another: PORT=${port + 1} npm start`,
  )
}

/**
 * @param {string} url
 * @param {string} dataDir
 */
function welcome(url, dataDir) {
  const secrets = loadSecrets(dataDir)
  const rows = [['Groundwork runs at', url]]
  if (secrets.isAdminPasswordDue)
    rows.push(['Sign in as', 'admin'], ['with password', `${secrets.adminPassword}   (shown only now)`])
  else rows.push(['Sign in as', 'admin, or any user you made'])
  if (keepsMails()) rows.push(['Read its mails at', `http://localhost:${wantedPort()}/dev/mail`])
  rows.push(['Data and logs', dataDir], ['Stop', 'Ctrl-C'])

  const lines = rows.map(([label = '', value]) => `  ${label.padEnd(20)}${value}`)
  console.log(`\n${lines.join('\n')}\n`)
  if (secrets.isAdminPasswordDue) saveSecrets(dataDir, { ...secrets, isAdminPasswordDue: false })
}

/** Without a mail server, development shows its mails on a page that only this machine can open. */
function keepsMails() {
  return !process.env.SMTP_URL && (process.env.NODE_ENV || 'development') === 'development'
}

/** @param {AbortSignal[]} signals */
async function aborted(...signals) {
  const any = AbortSignal.any(signals)
  if (any.aborted) return
  await new Promise((resolve) => any.addEventListener('abort', resolve, { once: true }))
}
