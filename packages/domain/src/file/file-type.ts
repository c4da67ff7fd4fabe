import type { FileKind } from './file-kind.ts'
import type { StorageSystem } from './storage-system.ts'

/** One type of file that may be kept: how its name ends, what its bytes must be, and whether a browser may show it. */
export interface FileType {
  /** What it is stored and served as. */
  readonly mime: string
  readonly kind: FileKind
  readonly label: string
  readonly extensions: readonly string[]
  /** What the sniffer may call these bytes, when that is not `mime` alone. */
  readonly sniffedAs?: readonly string[]
  /** Safe to show in a browser from our own origin. Never for what can carry script. */
  readonly isInlineSafe?: boolean
  /** Taken by this part of the product alone, and by no other door. */
  readonly onlyFor?: StorageSystem
}

const text = ['text/plain', 'text/html', 'application/xml', 'image/svg+xml']
const openXml = 'application/vnd.openxmlformats-officedocument'
const openDocument = 'application/vnd.oasis.opendocument'

/**
 * Seed 004's allow-list, and beside it the plain, office and media types that people expect to go with it. Anything that
 * is not here is refused. Text types take any text: it is served as text and nothing else.
 */
export const fileTypes: readonly FileType[] = [
  { mime: 'application/pdf', kind: 'document', label: 'PDF', extensions: ['pdf'], isInlineSafe: true },
  {
    mime: 'application/msword',
    kind: 'document',
    label: 'Word document',
    extensions: ['doc'],
    sniffedAs: ['application/x-cfb'],
  },
  { mime: `${openXml}.wordprocessingml.document`, kind: 'document', label: 'Word document', extensions: ['docx'] },
  {
    mime: 'application/vnd.ms-excel',
    kind: 'document',
    label: 'Excel workbook',
    extensions: ['xls'],
    sniffedAs: ['application/x-cfb'],
  },
  { mime: `${openXml}.spreadsheetml.sheet`, kind: 'document', label: 'Excel workbook', extensions: ['xlsx'] },
  {
    mime: 'application/vnd.ms-powerpoint',
    kind: 'document',
    label: 'PowerPoint presentation',
    extensions: ['ppt'],
    sniffedAs: ['application/x-cfb'],
  },
  {
    mime: `${openXml}.presentationml.presentation`,
    kind: 'document',
    label: 'PowerPoint presentation',
    extensions: ['pptx'],
  },
  { mime: `${openDocument}.text`, kind: 'document', label: 'OpenDocument text', extensions: ['odt'] },
  { mime: `${openDocument}.spreadsheet`, kind: 'document', label: 'OpenDocument spreadsheet', extensions: ['ods'] },
  { mime: `${openDocument}.presentation`, kind: 'document', label: 'OpenDocument presentation', extensions: ['odp'] },
  { mime: 'application/rtf', kind: 'document', label: 'rich text', extensions: ['rtf'] },

  { mime: 'image/jpeg', kind: 'image', label: 'JPEG image', extensions: ['jpg', 'jpeg'], isInlineSafe: true },
  {
    mime: 'image/png',
    kind: 'image',
    label: 'PNG image',
    extensions: ['png'],
    sniffedAs: ['image/png', 'image/apng'],
    isInlineSafe: true,
  },
  { mime: 'image/gif', kind: 'image', label: 'GIF image', extensions: ['gif'], isInlineSafe: true },
  { mime: 'image/webp', kind: 'image', label: 'WebP image', extensions: ['webp'], isInlineSafe: true },
  { mime: 'image/svg+xml', kind: 'image', label: 'SVG drawing', extensions: ['svg'] },

  {
    mime: 'video/mp4',
    kind: 'video',
    label: 'MP4 video',
    extensions: ['mp4', 'm4v'],
    sniffedAs: ['video/mp4', 'video/x-m4v'],
    isInlineSafe: true,
  },
  { mime: 'video/webm', kind: 'video', label: 'WebM video', extensions: ['webm'], isInlineSafe: true },
  { mime: 'video/quicktime', kind: 'video', label: 'QuickTime video', extensions: ['mov'], isInlineSafe: true },
  { mime: 'audio/mpeg', kind: 'audio', label: 'MP3 audio', extensions: ['mp3'], isInlineSafe: true },
  {
    mime: 'audio/mp4',
    kind: 'audio',
    label: 'M4A audio',
    extensions: ['m4a'],
    sniffedAs: ['audio/mp4', 'audio/x-m4a', 'video/mp4'],
    isInlineSafe: true,
  },
  { mime: 'audio/wav', kind: 'audio', label: 'WAV audio', extensions: ['wav'], isInlineSafe: true },
  {
    mime: 'audio/ogg',
    kind: 'audio',
    label: 'Ogg audio',
    extensions: ['ogg', 'opus'],
    sniffedAs: ['audio/ogg', 'application/ogg'],
    isInlineSafe: true,
  },
  { mime: 'audio/flac', kind: 'audio', label: 'FLAC audio', extensions: ['flac'], isInlineSafe: true },

  {
    mime: 'text/plain',
    kind: 'text',
    label: 'plain text',
    extensions: ['txt', 'log'],
    sniffedAs: text,
    isInlineSafe: true,
  },
  { mime: 'text/csv', kind: 'text', label: 'CSV table', extensions: ['csv'], sniffedAs: text },
  { mime: 'text/tab-separated-values', kind: 'text', label: 'TSV table', extensions: ['tsv'], sniffedAs: text },
  { mime: 'text/markdown', kind: 'text', label: 'Markdown text', extensions: ['md', 'markdown'], sniffedAs: text },
  { mime: 'application/json', kind: 'text', label: 'JSON data', extensions: ['json'], sniffedAs: text },
  {
    mime: 'application/zip',
    kind: 'other',
    label: 'ZIP archive',
    extensions: ['zip'],
    // Documents are archives as well, and an archive with a folder `word` looks like one from its beginning.
    sniffedAs: [
      'application/zip',
      ...['wordprocessingml.document', 'spreadsheetml.sheet', 'presentationml.presentation'].map(
        (part) => `${openXml}.${part}`,
      ),
      ...['text', 'spreadsheet', 'presentation'].map((part) => `${openDocument}.${part}`),
    ],
    onlyFor: 'app-builder',
  },
]

/** Programs, scripts, installers, disk images and archives: refused by name, before anything else is looked at. */
export const blockedExtensions: readonly string[] = (
  'exe bat cmd com pif scr vbs vbe js mjs cjs jse jar wsf wsh hta msi msp dll sys cpl lnk reg ps1 psm1 sh bash csh ' +
  'app apk deb rpm dmg iso img vhd zip rar 7z gz tgz bz2 xz tar cab ' +
  'htm html xhtml shtml mht mhtml php phtml asp aspx jsp swf docm dotm xlsm xltm xlam pptm potm ppam'
).split(' ')

const named = (extension: string) => fileTypes.find(({ extensions }) => extensions.includes(extension))

/** The type that a name promises. */
export const typeOfExtension = (extension: string): FileType | undefined => named(extension)

/** The type that bytes have, for a name that promises none. */
export const typeOfBytes = (sniffed: string): FileType | undefined =>
  fileTypes.find((type) => type.mime === sniffed) ?? fileTypes.find((type) => areBytesOf(type, sniffed))

export const typeOfMime = (mime: string): FileType | undefined => fileTypes.find((type) => type.mime === mime)

export const areBytesOf = ({ mime, sniffedAs = [mime] }: FileType, sniffed: string): boolean =>
  sniffedAs.includes(sniffed)
