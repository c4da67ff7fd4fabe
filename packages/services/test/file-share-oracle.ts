import type { SharePermission } from '@groundwork/domain'

/** The roles that are tried, as they are seeded. */
export const triedRoles = ['viewer', 'member', 'manager', 'uploader'] as const
export type TriedRole = (typeof triedRoles)[number]

export interface ModelPerson {
  role: TriedRole | null
  isActive: boolean
}

/** Folders: 0 at the top, 1 in it. People, files and folders go by their places in lists. */
export interface ModelFile {
  readonly owner: number
  folder: 0 | 1 | null
}

export type ModelTarget = { readonly file: number } | { readonly folder: 0 | 1 }

export interface ModelShare {
  readonly id: string
  readonly target: ModelTarget
  giver: number
  readonly to: { readonly person: number } | { readonly role: TriedRole }
  permission: SharePermission
  canReshare: boolean
  isOver: boolean
}

/** Nobody knows of files what they may do better than whoever reads it off the story: slow, and plainly right. */
export class SharingOracle {
  readonly people: ModelPerson[]
  readonly files: ModelFile[]
  readonly shares: ModelShare[] = []
  /** Who made both folders. */
  readonly folderOwner: number

  constructor(people: ModelPerson[], files: ModelFile[], folderOwner: number) {
    this.people = people
    this.files = files
    this.folderOwner = folderOwner
  }

  /** 0 nothing, 1 view, 2 download, 3 delete: by their own grants and by shares. */
  mayDo(person: number, file: number): number {
    return Math.max(this.own(person, { file }), this.byShares(person, { file }, false, []))
  }

  mayShareThemselves(person: number, target: ModelTarget): boolean {
    const role = this.roleOf(person)
    return role === 'manager' || (role === 'member' && this.ownerOf(target) === person)
  }

  /** As much of it as they may give to others. */
  passable(person: number, target: ModelTarget): number {
    return this.mayShareThemselves(person, target) ? this.own(person, target) : this.byShares(person, target, true, [])
  }

  isMember = (person: number): boolean => this.roleOf(person) !== null

  isFor = ({ to, target }: ModelShare, other: Pick<ModelShare, 'to' | 'target'>): boolean =>
    JSON.stringify([to, target]) === JSON.stringify([other.to, other.target])

  private roleOf(person: number): TriedRole | null {
    const found = this.people[person]
    return found?.isActive ? found.role : null
  }

  private ownerOf(target: ModelTarget): number | undefined {
    return 'file' in target ? this.files[target.file]?.owner : this.folderOwner
  }

  private own(person: number, target: ModelTarget): number {
    const role = this.roleOf(person)
    const isTheirs = this.ownerOf(target) === person
    if (role === 'manager') return 3
    // What lies in a folder is judged file by file: somebody who may delete their own may pass that on of a folder.
    if (role === 'member') return isTheirs || 'folder' in target ? 3 : 2
    if (role === 'viewer') return 2
    return role === 'uploader' && isTheirs ? 3 : 0
  }

  private byShares(person: number, target: ModelTarget, mustReshare: boolean, before: readonly number[]): number {
    if (this.roleOf(person) === null) return 0
    const strengths = this.shares
      .filter((share) => !share.isOver && share.giver !== person && (share.canReshare || !mustReshare))
      .filter((share) => this.reaches(share.target, target) && this.isReceiver(person, share))
      .map((share) => Math.min(rank(share.permission), this.behind(share, target, [...before, person])))
    return Math.max(0, ...strengths)
  }

  /** What the giver of a share has to give of this target now. */
  private behind({ giver, target: shared }: ModelShare, target: ModelTarget, before: readonly number[]): number {
    const own = this.mayShareThemselves(giver, shared) ? this.own(giver, target) : 0
    return Math.max(own, before.includes(giver) ? 0 : this.byShares(giver, target, true, before))
  }

  private isReceiver(person: number, { to }: ModelShare): boolean {
    return 'person' in to ? to.person === person : this.roleOf(person) === to.role
  }

  private reaches(shared: ModelTarget, target: ModelTarget): boolean {
    if ('file' in shared) return 'file' in target && shared.file === target.file
    const place = 'file' in target ? this.files[target.file]?.folder : target.folder
    return typeof place === 'number' && shared.folder <= place
  }
}

export const rank = (permission: SharePermission): number => ['view', 'download', 'delete'].indexOf(permission) + 1
