import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { NoPreview } from '../no-preview.ts'
import type { ToolRunner } from '../tool/run-tool.ts'

const bounds = { memoryMegabytes: 1536, cpuSeconds: 30, wallMs: 60_000 }

/**
 * No macro runs, no link in the document is followed (neither to the network nor to a file of ours), and nothing is asked of a
 * person who is not there.
 */
const settings: readonly (readonly [path: string, name: string, value: string])[] = [
  ['Common/Security/Scripting', 'MacroSecurityLevel', '3'],
  ['Common/Security/Scripting', 'DisableMacrosExecution', 'true'],
  ['Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'],
  ['Writer/Content/Update', 'Link', '2'],
  ['Calc/Content/Update', 'Link', '2'],
]

const profile = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
${settings
  .map(
    ([path, name, value]) =>
      `<item oor:path="/org.openoffice.Office.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  )
  .join('\n')}
</oor:items>
`

/** An Office document as PDF, by LibreOffice with a profile that lives as long as this one conversion. @throws NoPreview */
export async function convertOffice(
  runner: ToolRunner,
  { directory, path }: { readonly directory: string; readonly path: string },
): Promise<string> {
  const home = join(directory, 'profile')
  const into = join(directory, 'converted')
  await mkdir(join(home, 'user'), { recursive: true })
  await mkdir(into)
  await writeFile(join(home, 'user', 'registrymodifications.xcu'), profile)
  const { code, complaint } = await runner.run({
    program: 'soffice',
    args: [
      `-env:UserInstallation=${pathToFileURL(home).href}`,
      ...['--headless', '--norestore', '--nolockcheck', '--nodefault', '--nofirststartwizard', '--nologo'],
      ...['--convert-to', 'pdf', '--outdir', into, path],
    ],
    directory,
    ...bounds,
  })
  const [made] = await readdir(into)
  // It ends well even when it could not read the document.
  if (code !== 0 || !made) throw new NoPreview('damaged', `soffice made nothing: ${complaint.slice(0, 300)}`)
  return join(into, made)
}
