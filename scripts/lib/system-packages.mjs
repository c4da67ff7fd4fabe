import { aptInstall, canInstall, isInstalled } from './apt.mjs'
import { findProgram } from './find-program.mjs'

/**
 * What the tests use beyond npm.
 *
 * @typedef {import('./apt.mjs').SystemPackage & { steps: string[], isEssential?: boolean, standIn?: string }} TestPackage
 * `standIn` is a program that does as well, only slower
 */

/** @type {TestPackage[]} */
const wanted = [
  {
    name: 'redis-server',
    program: 'redis-server',
    purpose: 'the job queue',
    steps: ['integration', 'browser'],
    isEssential: true,
  },
  { name: 'chromium', program: 'chromium', purpose: 'the web client', steps: ['browser'], isEssential: true },
  {
    name: 'chromium-headless-shell',
    program: 'chromium-headless-shell',
    standIn: 'chromium',
    purpose: 'the web client, sooner',
    steps: ['browser'],
  },
  {
    name: 'fonts-noto-core',
    file: '/usr/share/fonts/truetype/noto',
    purpose: 'text in the browser',
    steps: ['browser'],
  },
  {
    name: 'iso-codes',
    file: '/usr/share/iso-codes/json/iso_4217.json',
    purpose: 'checking reference data against another source',
    steps: ['integration'],
    isEssential: true,
  },
  {
    name: 'tzdata',
    file: '/usr/share/zoneinfo/zone.tab',
    purpose: 'checking time zones against another source',
    steps: ['integration'],
    isEssential: true,
  },
  { name: 'clamav-daemon', program: 'clamd', purpose: 'virus scanning', steps: ['integration', 'browser'] },
  { name: 'poppler-utils', program: 'pdftoppm', purpose: 'previews of PDF files', steps: ['integration', 'browser'] },
  { name: 'qpdf', program: 'qpdf', purpose: 'making PDF files smaller', steps: ['integration'] },
  {
    name: 'libreoffice-writer-nogui',
    file: '/usr/lib/libreoffice/program/libswlo.so',
    purpose: 'previews of text documents',
    steps: ['integration'],
  },
  {
    name: 'libreoffice-calc-nogui',
    file: '/usr/lib/libreoffice/program/libsclo.so',
    purpose: 'previews of workbooks',
    steps: ['integration'],
  },
  {
    name: 'libreoffice-impress-nogui',
    file: '/usr/lib/libreoffice/program/libsdlo.so',
    purpose: 'previews of presentations',
    steps: ['integration'],
  },
  { name: 'radosgw', program: 'radosgw', purpose: 'the S3 storage', steps: ['integration'] },
  { name: 'ceph-mon', program: 'ceph-mon', purpose: 'the S3 storage', steps: ['integration'] },
  { name: 'ceph-osd', program: 'ceph-osd', purpose: 'the S3 storage', steps: ['integration'] },
  { name: 'ceph-common', program: 'ceph', purpose: 'the S3 storage', steps: ['integration'] },
]

/**
 * Installs what the steps need and the machine lacks, where that needs no question.
 *
 * @param {string[]} steps
 * @returns {Promise<TestPackage[]>} what is still missing
 */
export async function ensureSystemPackages(steps) {
  const needed = wanted.filter((item) => item.steps.some((step) => steps.includes(step)))
  const missing = () => needed.filter((item) => !isInstalled(item))
  // Apart, since apt-get installs nothing where it does not know one of the names.
  for (const hasStandIn of [false, true]) {
    const names = missing().flatMap(({ name, standIn }) => (Boolean(standIn) === hasStandIn ? [name] : []))
    if (names.length > 0 && canInstall()) {
      console.log(`Installing ${names.join(' ')} with apt-get ...`)
      const failure = await aptInstall(names)
      if (failure) console.log(failure)
    }
  }
  return missing().filter(({ standIn }) => !standIn || !findProgram(standIn))
}
