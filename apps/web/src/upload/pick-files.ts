import { type AttachedTo, offerFiles, offerOf } from './offer-files.ts'

/** Opens the system's dialog for files. */
export const pickFiles = (): void => pick(false)

/** The same for files that are added to a record. */
export const pickFilesFor = (to: AttachedTo): void => pick(false, to)

/** Opens the system's dialog for a folder with everything in it. */
export const pickFolder = (): void => pick(true)

function pick(isFolder: boolean, to?: AttachedTo): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.webkitdirectory = isFolder
  input.addEventListener('change', () => {
    if (input.files?.length) offerFiles(offerOf(input.files), to)
  })
  input.click()
}
