const rate = 16_000
const seconds = 2.4

/** Three bell-like tones, one after the other, as 16-bit WAV. */
export function chime() {
  const samples = Buffer.alloc(rate * seconds * 2)
  for (let index = 0; index < rate * seconds; index++) {
    const now = index / rate
    const value = [523.25, 659.26, 783.99].reduce((sum, pitch, note) => sum + bell(pitch, now - note * 0.45), 0)
    samples.writeInt16LE(Math.round(value * 7_000), index * 2)
  }
  return Buffer.concat([header(samples.length), samples])
}

const bell = (pitch, since) =>
  since < 0
    ? 0
    : Math.exp(-since * 3.2) *
      (Math.sin(2 * Math.PI * pitch * since) + 0.4 * Math.sin(2 * Math.PI * pitch * 2.76 * since))

function header(size) {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + size, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20) // uncompressed
  head.writeUInt16LE(1, 22) // one channel
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(size, 40)
  return head
}
