export { type ArchiveRequest, archiveRequest } from './archive-request.ts'
export { issueArchiveTicket, redeemArchiveTicket } from './archive-ticket.ts'
export { openArchive } from './open-archive.ts'
export { type ArchiveEntry, type ArchivePlan, planArchive } from './plan-archive.ts'
