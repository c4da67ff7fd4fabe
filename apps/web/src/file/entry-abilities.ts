import { canOn } from '../session/abilities.ts'
import type { Entry } from './entry.ts'

/** What is under a legal hold stays as it is and where it is, whoever asks. */
const isHeld = (entry: Entry): boolean => entry.is === 'file' && entry.row.legalHold

/** Whether its name and tags may be changed. */
export const mayChange = (entry: Entry): boolean => canOn('change', entry.row) && !isHeld(entry)

/** Whether it may be put elsewhere. */
export const mayMove = (entry: Entry): boolean =>
  canOn(entry.is === 'file' ? 'change' : 'move', entry.row) && !isHeld(entry)

export const mayDelete = (entry: Entry): boolean => canOn('delete', entry.row) && !isHeld(entry)

/** Whether its bytes may be had: of a folder, those in it that may. */
export const mayDownload = (entry: Entry): boolean =>
  entry.is === 'folder' || (entry.row.status === 'available' && canOn('download', entry.row))
