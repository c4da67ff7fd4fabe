import type { Defined, ResourceSpec, RowOf } from '@groundwork/domain'
import { readBranch, readTree } from '../tree/read-tree.ts'
import type { Count, CountQuery, ListQuery, Page, Reader, ReadOptions, TreeNode, TreeQuery } from './contract.ts'
import { countRows, findRow, getRow, listRows, type ReadSession } from './read.ts'

/** Gives the engine's plain rows the types of their resource: a row has exactly the shape that its definition says. */
export class ScopedReader implements Reader {
  constructor(protected readonly session: ReadSession) {}

  async list<S extends ResourceSpec>(resource: Defined<S>, query?: ListQuery): Promise<Page<RowOf<Defined<S>>>> {
    return (await listRows(this.session, resource, query)) as Page<RowOf<Defined<S>>>
  }

  count<S extends ResourceSpec>(resource: Defined<S>, query?: CountQuery): Promise<Count> {
    return countRows(this.session, resource, query)
  }

  async get<S extends ResourceSpec>(
    resource: Defined<S>,
    key: string,
    options?: ReadOptions,
  ): Promise<RowOf<Defined<S>>> {
    return (await getRow(this.session, resource, key, options)) as RowOf<Defined<S>>
  }

  async find<S extends ResourceSpec>(
    resource: Defined<S>,
    key: string,
    options?: ReadOptions,
  ): Promise<RowOf<Defined<S>> | null> {
    return (await findRow(this.session, resource, key, options)) as RowOf<Defined<S>> | null
  }

  async children<S extends ResourceSpec>(resource: Defined<S>, key: string): Promise<RowOf<Defined<S>>[]> {
    return (await readBranch(this.session, resource, 'children', key)) as RowOf<Defined<S>>[]
  }

  async descendants<S extends ResourceSpec>(resource: Defined<S>, key: string): Promise<RowOf<Defined<S>>[]> {
    return (await readBranch(this.session, resource, 'descendants', key)) as RowOf<Defined<S>>[]
  }

  async ancestors<S extends ResourceSpec>(resource: Defined<S>, key: string): Promise<RowOf<Defined<S>>[]> {
    return (await readBranch(this.session, resource, 'ancestors', key)) as RowOf<Defined<S>>[]
  }

  async tree<S extends ResourceSpec>(
    resource: Defined<S>,
    query: TreeQuery = {},
  ): Promise<TreeNode<RowOf<Defined<S>>>[]> {
    return (await readTree(this.session, resource, query)) as TreeNode<RowOf<Defined<S>>>[]
  }
}
