import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

/** Nothing is managed outside Prisma's schema as far as its engine is concerned. */
export const noFilters = { externalTables: [], externalEnums: [] }

/**
 * Lends Prisma's own schema engine, as WebAssembly: the Prisma CLI would download a binary at its first use, which a
 * closed network does not allow. The package's main entry imports its `.wasm` like a module, so it is loaded by hand.
 */
export async function withSchemaEngine<Result>(
  ownerUrl: string,
  use: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  await loadEngine()
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1 })
  const adapter = new WholeScriptAdapter(pool)
  const discardLog = () => undefined
  try {
    const factory = bindMigrationAwareSqlAdapterFactory(adapter)
    const engine = await glue.SchemaEngine.new({ datamodels: undefined }, discardLog, factory)
    try {
      return await use(engine)
    } finally {
      engine.free()
    }
  } catch (error) {
    // The engine only says that something outside it failed, and where in it.
    if (!adapter.failure) throw error
    throw new Error(`${adapter.failure.message} in:\n${String(error)}`, { cause: adapter.failure })
  } finally {
    await pool.end()
  }
}

/**
 * Prisma's adapter cuts a script at every semicolon, which breaks functions and leaves half a migration behind a failure.
 * Sent whole, a script is one transaction.
 */
class WholeScriptAdapter extends PrismaPg {
  /** Why a script was refused. */
  failure: Error | null = null

  constructor(private readonly pool: pg.Pool) {
    super(pool)
  }

  override async connect() {
    const adapter = await super.connect()
    adapter.executeScript = async (script) => {
      try {
        await this.pool.query(script)
      } catch (error) {
        this.failure = error instanceof Error ? error : new Error(String(error))
        throw error
      }
    }
    return adapter
  }
}

/** Node has it; its types come only with those of a browser. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: {
    instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>
  }
}

let loading: Promise<void> | undefined

function loadEngine(): Promise<void> {
  loading ??= (async () => {
    const gluePath = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    const bytes = await readFile(gluePath.replace(/\.js$/, '.wasm'))
    const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue })
    glue.__wbg_set_wasm(instance.exports)
    instance.exports.__wbindgen_start()
  })()
  return loading
}
