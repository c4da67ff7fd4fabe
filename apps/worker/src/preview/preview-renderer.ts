import { buffer } from 'node:stream/consumers'
import { drawnPictures, type PreviewLane } from '@groundwork/domain'
import type { PreviewRenderer, PreviewSource, Rendition } from '@groundwork/services'
import type { Logger } from 'pino'
import type { Programs } from '../programs.ts'
import { mediaTypes, readMedia } from './media/read-media.ts'
import { NoPreview } from './no-preview.ts'
import { officeTypes, renderOffice } from './office/render-office.ts'
import { renderPdf } from './pdf/render-pdf.ts'
import { openPainter } from './picture/painter.ts'
import { renderText, textTypes } from './text/render-text.ts'
import { findTools, type InstalledTools, missingTools } from './tool/installed-tools.ts'
import { openToolRunner } from './tool/run-tool.ts'
import type { Tools } from './tool/tools.ts'
import { sweepWorkspaces } from './tool/workspace.ts'

type Render = (source: PreviewSource, tools: Tools) => Promise<Rendition>

interface Way {
  readonly lane: PreviewLane
  readonly render: Render
}

/** More is not read into memory, whatever the policy lets in. */
const MAX_IMAGE_BYTES = 100 * 1024 * 1024

const ways = new Map<string, Way>([
  ...[...mediaTypes].map((type): [string, Way] => [type, { lane: 'quick', render: renderMedia }]),
  ...drawnPictures.map((type): [string, Way] => [type, { lane: 'quick', render: drawImage }]),
  ...textTypes.map((type): [string, Way] => [type, { lane: 'quick', render: renderText }]),
  ['application/pdf', { lane: 'pages', render: renderPdf }],
  ...[...officeTypes.keys()].map((type): [string, Way] => [type, { lane: 'office', render: renderOffice }]),
])

interface Given {
  readonly programs: Programs
  readonly log: Logger
  /** What is installed, unless a test says otherwise. */
  readonly installed?: InstalledTools
}

/** Makes what there is to look at of files, whatever is in them: whoever decodes what strangers sent does so in a process of its own. */
export async function previewRenderer({ programs, log, installed }: Given): Promise<PreviewRenderer> {
  const runner = await openToolRunner()
  const tools: Tools = {
    runner,
    installed: installed ?? (await findTools()),
    painter: openPainter(runner, { program: programs.drawPictures }),
    readDocument: programs.readDocument,
  }
  for (const lack of missingTools(tools.installed)) log.warn(lack)
  const swept = await sweepWorkspaces()
  if (swept > 0) log.info({ swept }, 'removed what a killed worker left of previews')
  return {
    laneOf: (mimeType) => ways.get(mimeType)?.lane ?? null,
    render: async (source) => {
      const { mimeType, bytes } = source
      const way = ways.get(mimeType)
      try {
        return way ? await way.render(source, tools) : { properties: {} }
      } catch (error) {
        if (!(error instanceof NoPreview)) throw error
        log.info({ err: error, reason: error.reason, mimeType, bytes }, 'no preview')
        return { properties: { noPreview: error.reason } }
      }
    },
    close: runner.close,
  }
}

async function drawImage({ bytes, open }: PreviewSource, { painter }: Tools): Promise<Rendition> {
  if (bytes > MAX_IMAGE_BYTES) throw new NoPreview('too_large', `${bytes} bytes`)
  return painter.draw(await buffer(await open()))
}

async function renderMedia(source: PreviewSource): Promise<Rendition> {
  return { properties: await readMedia(source.mimeType, source) }
}
