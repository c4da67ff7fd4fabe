import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
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
  const Engine = await loadEngine()
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1 })
  const scripts = new WholeScripts(pool)
  const discardLog = () => undefined
  try {
    const engine = await Engine.new({ datamodels: undefined }, discardLog, await scripts.adapter())
    try {
      return await use(engine)
    } finally {
      engine.free()
    }
  } catch (error) {
    // The engine only says that something outside it failed, and where in it.
    if (!scripts.failure) throw error
    throw new Error(`${scripts.failure.message} in:\n${String(error)}`, { cause: scripts.failure })
  } finally {
    await pool.end()
  }
}

/**
 * Prisma's adapter cuts a script at every semicolon, which breaks functions and leaves half a migration behind a failure.
 * Sent whole, a script is one transaction.
 */
class WholeScripts {
  /** Why a script was refused. */
  failure: Error | null = null

  constructor(private readonly pool: pg.Pool) {}

  async adapter(): Promise<object> {
    const { PrismaPg } = await import('@prisma/adapter-pg')
    const { bindMigrationAwareSqlAdapterFactory } = await import('@prisma/driver-adapter-utils')
    const factory = new PrismaPg(this.pool)
    const connect = factory.connect.bind(factory)
    factory.connect = async () => Object.assign(await connect(), { executeScript: this.run })
    return bindMigrationAwareSqlAdapterFactory(factory)
  }

  private readonly run = async (script: string): Promise<void> => {
    try {
      await this.pool.query(script)
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error))
      throw error
    }
  }
}

/** The engine's lock has a timer of ten seconds, which nobody clears: it must not hold a process that is done. */
const withoutHolding = (imports: object): object =>
  Object.fromEntries(
    Object.entries(imports).map(([name, given]) => [name, name.startsWith('__wbg_setTimeout') ? unheld(given) : given]),
  )

const unheld =
  (setTimer: (...given: unknown[]) => NodeJS.Timeout) =>
  (...given: unknown[]) =>
    setTimer(...given).unref()

/** Node has it; its types come only with those of a browser. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: {
    instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>
  }
}

let loading: Promise<typeof SchemaEngine> | undefined

/** Only here, on first use: a process that migrates nothing neither reads nor keeps Prisma. */
function loadEngine(): Promise<typeof SchemaEngine> {
  loading ??= (async () => {
    const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg')
    const gluePath = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    const bytes = await readFile(gluePath.replace(/\.js$/, '.wasm'))
    const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': withoutHolding(glue) })
    glue.__wbg_set_wasm(instance.exports)
    instance.exports.__wbindgen_start()
    return glue.SchemaEngine
  })()
  return loading
}
