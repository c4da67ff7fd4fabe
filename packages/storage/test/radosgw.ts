import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { accessSync, constants } from 'node:fs'
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

/** The Debian packages that bring a real S3 server. */
export const radosgwPackages = ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph-common']

const programs = ['radosgw', 'radosgw-admin', 'ceph', 'ceph-mon', 'ceph-osd', 'monmaptool']
const READY_MS = 60_000
const ATTEMPTS = 3
const run = promisify(execFile)

export interface Radosgw {
  endpoint: string
  credentials: { accessKeyId: string; secretAccessKey: string }
  stop(): Promise<void>
}

export const isRadosgwInstalled = (): boolean => programs.every(isOnPath)

/**
 * Starts the smallest Ceph that serves S3: one monitor, one object store in memory and the gateway, on free loopback ports and in a
 * directory of its own. Nothing of it survives `stop`.
 *
 * Each of its programs asks the monitor for something at its start, and one that asks before it was told the id of the cluster is
 * refused (EPERM, "wrong fsid"). That is rare, ends the start, and is helped by another start alone.
 */
export async function startRadosgw(): Promise<Radosgw> {
  const failures: unknown[] = []
  while (failures.length < ATTEMPTS) {
    try {
      return await startOnce()
    } catch (error) {
      failures.push(error)
    }
  }
  throw new AggregateError(failures, `radosgw did not start, tried ${ATTEMPTS} times`, { cause: failures.at(-1) })
}

async function startOnce(): Promise<Radosgw> {
  const directory = await mkdtemp(join(tmpdir(), 'groundwork-radosgw-'))
  const daemons: ChildProcess[] = []
  const stop = async () => {
    process.off('exit', killAll)
    await Promise.all(daemons.map(ended))
    await rm(directory, { recursive: true, force: true })
  }
  const killAll = () => {
    for (const daemon of daemons) daemon.kill('SIGKILL')
  }
  process.on('exit', killAll)

  try {
    return { ...(await startDaemons(directory, daemons)), stop }
  } catch (error) {
    const logs = await Promise.all(['mon', 'osd', 'rgw'].map((name) => tailOf(join(directory, `${name}.out`))))
    await stop()
    throw new Error(`radosgw did not start\n${logs.join('\n')}`, { cause: error })
  }
}

async function startDaemons(directory: string, daemons: ChildProcess[]): Promise<Omit<Radosgw, 'stop'>> {
  const [monitorPort, gatewayPort] = [await freePort(), await freePort()]
  const clusterId = randomUUID()
  const storeId = randomUUID() // The object store comes up only under the very id the monitor was told.
  const credentials = { accessKeyId: 'groundwork-test', secretAccessKey: randomUUID() }
  const endpoint = `http://127.0.0.1:${gatewayPort}`

  const config = join(directory, 'ceph.conf')
  const monitorMap = join(directory, 'monmap')
  await writeFile(config, cephConfig({ directory, clusterId, monitorPort, gatewayPort }))
  await mkdir(join(directory, 'mon'))
  await mkdir(join(directory, 'osd'))

  const start = async (name: string, program: string, ...parameters: string[]) => {
    const output = await open(join(directory, `${name}.out`), 'w')
    daemons.push(spawn(program, ['-c', config, ...parameters, '-f'], { stdio: ['ignore', output.fd, output.fd] }))
    await output.close()
  }
  await run('monmaptool', ['--create', '--fsid', clusterId, '--addv', 'a', `[v1:127.0.0.1:${monitorPort}]`, monitorMap])
  await run('ceph-mon', ['-c', config, '--mkfs', '-i', 'a', '--monmap', monitorMap])
  await start('mon', 'ceph-mon', '-i', 'a')
  const ceph = (...parameters: string[]) => run('ceph', ['-c', config, '--connect-timeout', '30', ...parameters])
  await ceph('osd', 'new', storeId)
  // Left to itself the object store asks for its place at its own start, and is now and then refused ("wrong fsid") for asking too early.
  await ceph('osd', 'crush', 'add', 'osd.0', '1', 'root=default', 'host=localhost')
  await run('ceph-osd', ['-c', config, '-i', '0', '--mkfs', '--osd-uuid', storeId])
  await start('osd', 'ceph-osd', '-i', '0')
  await start('rgw', 'radosgw', '-n', 'client.rgw.test', '--no-mon-config')

  const { accessKeyId, secretAccessKey } = credentials
  const keys = ['--access-key', accessKeyId, '--secret-key', secretAccessKey]
  const user = ['user', 'create', '--uid', 'groundwork', '--display-name', 'Groundwork', ...keys]
  await run('radosgw-admin', ['-c', config, '--no-mon-config', ...user], { timeout: READY_MS })
  await answering(endpoint)
  return { endpoint, credentials }
}

interface ClusterPlace {
  directory: string
  clusterId: string
  monitorPort: number
  gatewayPort: number
}

const cephConfig = ({ directory, clusterId, monitorPort, gatewayPort }: ClusterPlace) => `[global]
fsid = ${clusterId}
auth cluster required = none
auth service required = none
auth client required = none
mon host = [v1:127.0.0.1:${monitorPort}]
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind msgr2 = false
admin socket =
run dir = ${directory}
keyring = ${directory}/keyring
log file = ${directory}/$name.log
mon cluster log file = ${directory}/cluster.log
mon data = ${directory}/mon
mon data avail crit = 1
osd data = ${directory}/osd
osd objectstore = memstore
memstore device bytes = 2147483648
osd class update on start = false
osd crush update on start = false
osd crush chooseleaf type = 0
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
rgw frontends = beast endpoint=127.0.0.1:${gatewayPort}
`

async function answering(endpoint: string): Promise<void> {
  for (const giveUp = Date.now() + READY_MS; Date.now() < giveUp; await delay(100)) {
    const answer = await fetch(endpoint).catch(() => undefined) // Refused until the gateway listens.
    await answer?.body?.cancel()
    if (answer?.ok) return
  }
  throw new Error(`${endpoint} does not answer`)
}

function ended(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    daemon.once('exit', () => resolve())
    daemon.kill('SIGKILL') // Its memory is all it has.
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

const tailOf = (path: string) =>
  readFile(path, 'utf8').then(
    (text) => text.slice(-1000),
    () => '',
  )

const isOnPath = (program: string) =>
  (process.env.PATH ?? '').split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
