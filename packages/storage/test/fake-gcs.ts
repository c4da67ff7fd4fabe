import { createHash, generateKeyPairSync } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import {
  type Answer,
  type Call,
  type CommonOperation,
  commonOperationOf,
  commonOperations,
  FakeBucket,
  failure,
} from './fake-bucket.ts'
import { gcsSignatureFault, type ServiceAccount } from './fake-gcs-signature.ts'

type GcsOperation = CommonOperation | 'DeleteObject' | 'RewriteObject'

export const newServiceAccount = (email = 'groundwork@fake.iam.gserviceaccount.com'): ServiceAccount => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { email, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

/** What Google copies in one request here; whatever is larger takes several. */
const REWRITE_BYTES = 1024 * 1024

/**
 * Just enough Google Cloud Storage to hold the provider against, after its documentation: the XML interface, and of the JSON one what
 * copies. Tokens and signed URLs are checked with the account's public key. It refuses what Google is documented to refuse:
 * conditions on objects in parts, parts without bytes.
 */
export class FakeGcs extends FakeBucket<GcsOperation> {
  readonly credentials = newServiceAccount()
  /** Which version of it every object is. */
  readonly #generations = new WeakMap<object, number>()
  readonly #rewrites = new Map<string, number>()
  readonly #common = commonOperations(this)
  #generation = 1_700_000_000_000_000

  static start(): Promise<FakeGcs> {
    return new FakeGcs().listen()
  }

  protected readonly operations = {
    ...this.#common,

    PutObject: (call: Call): Answer => {
      if (call.headers['x-goog-if-generation-match'] === '0' && this.objects.has(call.key))
        return failure(412, 'PreconditionFailed')
      return this.#arrived(call) ?? this.#withGeneration(call.key, this.#common.PutObject(call))
    },

    UploadPart: (call: Call): Answer => {
      if (call.body.length === 0) return failure(400, 'EntityTooSmall')
      return this.#arrived(call) ?? this.#common.UploadPart(call)
    },

    CompleteMultipartUpload: (call: Call): Answer => {
      if (call.headers['x-goog-if-generation-match'] !== undefined) return failure(400, 'InvalidArgument')
      return this.#common.CompleteMultipartUpload(call)
    },

    HeadObject: (call: Call) => this.#withGeneration(call.key, this.#common.HeadObject(call)),

    GetObject: (call: Call) => this.#withGeneration(call.key, this.#common.GetObject(call)),

    DeleteObject: ({ key }: Call): Answer => (this.objects.delete(key) ? { status: 204 } : failure(404, 'NoSuchKey')),

    RewriteObject: (call: Call): Answer => this.#rewrite(call),
  }

  protected override readCall(message: IncomingMessage, body: Buffer): Call {
    const call = super.readCall(message, body)
    const [, bucket, key] = /^\/storage\/v1\/b\/([^/]+)\/o\/([^/?]+)\/rewriteTo\//.exec(message.url ?? '') ?? []
    return bucket && key ? { ...call, bucket, key: decodeURIComponent(key) } : call
  }

  protected operationOf(call: Call): GcsOperation {
    const { method, url = '' } = call.message
    if (url.startsWith('/storage/v1/')) return 'RewriteObject'
    return method === 'DELETE' && !call.query.has('uploadId') ? 'DeleteObject' : commonOperationOf(call)
  }

  protected faultOf({ message }: Call): string | undefined {
    return gcsSignatureFault(message, this.credentials)
  }

  #rewrite({ message, key, query }: Call): Answer {
    const source = this.objects.get(key)
    if (!source) return json(404, { error: { code: 404, message: 'No such object' } })
    const wanted = query.get('ifSourceGenerationMatch')
    if (wanted !== null && wanted !== String(this.#generationOf(source)))
      return json(412, {
        error: { code: 412, message: 'At least one of the pre-conditions you specified did not hold.' },
      })
    const token = query.get('rewriteToken') ?? `${key} ${wanted} ${this.#rewrites.size}`
    const done = (this.#rewrites.get(token) ?? 0) + REWRITE_BYTES
    this.#rewrites.set(token, done)
    if (done < source.body.length) return json(200, { done: false, rewriteToken: token })
    const [, target = ''] = /\/rewriteTo\/b\/[^/]+\/o\/([^/?]+)/.exec(message.url ?? '') ?? []
    const copy = { ...source, modified: new Date() }
    this.objects.set(decodeURIComponent(target), copy)
    const resource = { size: String(copy.body.length), generation: String(this.#generationOf(copy)) }
    return json(200, { done: true, resource })
  }

  /** What came otherwise than it was sent is refused. */
  #arrived({ headers, body }: Call): Answer | undefined {
    const md5 = createHash('md5').update(body).digest('base64')
    return (headers['content-md5'] ?? md5) === md5 ? undefined : failure(400, 'BadDigest')
  }

  #withGeneration(key: string, answer: Answer): Answer {
    const object = this.objects.get(key)
    if (!object || answer.status >= 300) return answer
    return { ...answer, headers: { ...answer.headers, 'x-goog-generation': String(this.#generationOf(object)) } }
  }

  #generationOf(object: object): number {
    const known = this.#generations.get(object)
    if (known !== undefined) return known
    this.#generation += 1
    this.#generations.set(object, this.#generation)
    return this.#generation
  }
}

const json = (status: number, body: object): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
