import { type AttachedTo, offerFiles, offerOf } from './offer-files.ts'

/** Opens the system's dialog for files. */
export const pickFiles = (): void => offerPicked({ multiple: true })

/** The same for files that are added to a record. */
export const pickFilesFor = (to: AttachedTo): void => offerPicked({ multiple: true }, to)

/** Opens the system's dialog for a folder with everything in it. */
export const pickFolder = (): void => offerPicked({ multiple: true, webkitdirectory: true })

/** Opens the camera of a phone; elsewhere the dialog for pictures. */
export const takePhoto = (): void => offerPicked({ accept: 'image/*', capture: 'environment' })

/** Opens the system's dialog for one file. */
export const pickOne = (onPicked: (file: File) => void): void =>
  pick({}, ([file]) => {
    if (file) onPicked(file)
  })

type Asked = Partial<Pick<HTMLInputElement, 'multiple' | 'webkitdirectory' | 'accept' | 'capture'>>

const offerPicked = (asked: Asked, to?: AttachedTo): void => pick(asked, (files) => offerFiles(offerOf(files), to))

function pick(asked: Asked, onPicked: (files: FileList) => void): void {
  const input = Object.assign(document.createElement('input'), { type: 'file', ...asked })
  input.addEventListener('change', () => {
    if (input.files?.length) onPicked(input.files)
  })
  input.click()
}
