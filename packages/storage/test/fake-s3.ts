import { xmlValues } from '../src/xml-values.ts'
import {
  type Answer,
  type Call,
  type CommonOperation,
  commonOperationOf,
  commonOperations,
  FakeBucket,
  failure,
  rangeOf,
  type StoredBytes,
  storedBytes,
  xml,
} from './fake-bucket.ts'
import { type Credentials, signatureFault } from './fake-s3-signature.ts'

type S3Operation = CommonOperation | 'HeadBucket' | 'CopyObject' | 'UploadPartCopy' | 'DeleteObjects'

/** Just enough S3 to hold the provider against, with signatures checked. */
export class FakeS3 extends FakeBucket<S3Operation> {
  readonly credentials: Credentials = { accessKeyId: 'fake', secretAccessKey: 'fake-secret' }
  readonly #common = commonOperations(this)

  static start(): Promise<FakeS3> {
    return new FakeS3().listen()
  }

  protected readonly operations = {
    ...this.#common,

    HeadBucket: () => ({ status: 200 }),

    PutObject: (call: Call) => this.#unlessTaken(call, this.#common.PutObject),

    CompleteMultipartUpload: (call: Call) => this.#unlessTaken(call, this.#common.CompleteMultipartUpload),

    CopyObject: (call: Call): Answer => {
      const source = this.#sourceOf(call)
      if (!source) return failure(404, 'NoSuchKey')
      if (changedSince(source, call)) return failure(412, 'PreconditionFailed')
      const copy = { ...source, modified: new Date() }
      this.objects.set(call.key, copy)
      return xml(`<CopyObjectResult><ETag>${copy.etag}</ETag></CopyObjectResult>`)
    },

    UploadPartCopy: (call: Call): Answer => {
      const source = this.#sourceOf(call)
      const upload = this.uploads.get(call.query.get('uploadId') ?? '')
      if (!source || !upload) return failure(404, source ? 'NoSuchUpload' : 'NoSuchKey')
      if (changedSince(source, call)) return failure(412, 'PreconditionFailed')
      const range = rangeOf(String(call.headers['x-amz-copy-source-range']), source.body)
      const part = storedBytes(range?.body ?? source.body)
      upload.parts.set(Number(call.query.get('partNumber')), part)
      return xml(`<CopyPartResult><ETag>${part.etag}</ETag></CopyPartResult>`)
    },

    DeleteObjects: ({ body }: Call): Answer => {
      for (const key of xmlValues(body.toString(), 'Key')) this.objects.delete(key)
      return xml('<DeleteResult></DeleteResult>')
    },
  }

  protected operationOf(call: Call): S3Operation {
    const { message, key, headers } = call
    if (!key && message.method === 'HEAD') return 'HeadBucket'
    if (!key && message.method === 'POST') return 'DeleteObjects'
    const operation = commonOperationOf(call)
    if (!headers['x-amz-copy-source']) return operation
    return operation === 'UploadPart' ? 'UploadPartCopy' : 'CopyObject'
  }

  protected faultOf({ message, body }: Call): string | undefined {
    return signatureFault(message, body, this.credentials)
  }

  #unlessTaken(call: Call, operation: (call: Call) => Answer): Answer {
    const isTaken = call.headers['if-none-match'] && this.objects.has(call.key)
    return isTaken ? failure(412, 'PreconditionFailed') : operation(call)
  }

  #sourceOf({ headers }: Call): StoredBytes | undefined {
    const [, ...key] = decodeURIComponent(String(headers['x-amz-copy-source'])).split('/')
    return this.objects.get(key.join('/'))
  }
}

const changedSince = ({ etag }: StoredBytes, { headers }: Call) =>
  (headers['x-amz-copy-source-if-match'] ?? etag) !== etag
