import { type ArchiveLimits, defaultArchiveLimits, type NoPreviewReason } from '@groundwork/domain'
import { inspectArchive, type PreviewSource, type Rendition } from '@groundwork/services'
import { readInChild } from '../document/read-in-child.ts'
import { NoPreview } from '../no-preview.ts'
import { renderPdfFile } from '../pdf/render-pdf.ts'
import { keptText } from '../text/decode-text.ts'
import type { Tools } from '../tool/tools.ts'
import { inWorkspace, writeInput } from '../tool/workspace.ts'
import { convertOffice } from './convert-office.ts'

const openXml = 'application/vnd.openxmlformats-officedocument'
const openDocument = 'application/vnd.oasis.opendocument'

/** By the extension that tells LibreOffice what it is. */
export const officeTypes: ReadonlyMap<string, string> = new Map([
  [`${openXml}.wordprocessingml.document`, 'docx'],
  [`${openXml}.spreadsheetml.sheet`, 'xlsx'],
  [`${openXml}.presentationml.presentation`, 'pptx'],
  [`${openDocument}.text`, 'odt'],
  [`${openDocument}.spreadsheet`, 'ods'],
  [`${openDocument}.presentation`, 'odp'],
  ['application/msword', 'doc'],
  ['application/vnd.ms-excel', 'xls'],
  ['application/vnd.ms-powerpoint', 'ppt'],
  ['application/rtf', 'rtf'],
])

const containers = new Set(['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp'])

/** Stricter than for what is only kept: these are really unpacked. */
const limits: ArchiveLimits = { ...defaultArchiveLimits, entries: 5000, unpackedBytes: 512 * 1024 * 1024 }

/** Pages of a document of Office by way of PDF, its words, and the first rows of a workbook. */
export async function renderOffice(source: PreviewSource, tools: Tools): Promise<Rendition> {
  const extension = officeTypes.get(source.mimeType) ?? ''
  const isContainer = containers.has(extension)
  if (isContainer) await refuseTraps(source)
  return inWorkspace(async (directory) => {
    const path = await writeInput(directory, `input.${extension}`, await source.open())
    const { mimeType } = source
    const content = isContainer
      ? await settled(readInChild(tools.runner, tools.readDocument, { directory, path, mimeType }))
      : null
    const pages = await settled(drawPages(tools, { directory, path }))
    if (content instanceof NoPreview && pages instanceof NoPreview) throw pages
    const read = content instanceof NoPreview ? null : content
    const text = read ? keptText(read.text) : null
    const drawn = pages instanceof NoPreview ? { properties: { noPreview: pages.reason } } : pages
    return { ...drawn, ...(text && { text }), ...(read?.table && { table: read.table }) }
  })
}

async function drawPages(
  tools: Tools,
  file: { readonly directory: string; readonly path: string },
): Promise<Rendition> {
  if (!tools.installed.libreOffice) throw new NoPreview('not_installed', 'LibreOffice is not installed')
  const path = await convertOffice(tools.runner, file)
  return renderPdfFile(tools, { directory: file.directory, path, isOriginal: false })
}

/** What one way of looking at a document does not show, another may. */
async function settled<Result>(attempt: Promise<Result>): Promise<Result | NoPreview> {
  try {
    return await attempt
  } catch (error) {
    if (error instanceof NoPreview) return error
    throw error
  }
}

async function refuseTraps({ bytes, open }: PreviewSource): Promise<void> {
  const fault = await inspectArchive(bytes, (start, end) => open({ start, end }), limits)
  if (fault === null) return
  const reasons: Partial<Record<typeof fault, NoPreviewReason>> = { encrypted: 'encrypted', damaged: 'damaged' }
  throw new NoPreview(reasons[fault] ?? 'too_large', `the container is refused: ${fault}`)
}
