import sharp from 'sharp'
import { blend, clamp, gradient, hash, noise, step } from './noise.mjs'

/** Paints a picture from a function of the place, both coordinates from 0 to 1. */
function paint(width, height, colourAt) {
  const pixels = Buffer.alloc(width * height * 3)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const colour = colourAt(column / width, row / height)
      const grain = (hash(column, row) - 0.5) * 5
      for (let channel = 0; channel < 3; channel++) {
        pixels[(row * width + column) * 3 + channel] = Math.max(0, Math.min(255, colour[channel] + grain))
      }
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

const copyright = { IFD0: { Artist: 'Groundwork', Copyright: 'CC0' } }

export const harbour = () =>
  paint(1600, 1067, harbourAt).withExif(copyright).jpeg({ quality: 78, mozjpeg: true }).toBuffer()

const duskSky = [
  [0, [28, 36, 84]],
  [0.35, [116, 74, 128]],
  [0.55, [236, 128, 96]],
  [0.64, [255, 206, 130]],
]
const horizon = 0.64

function harbourAt(x, y) {
  if (y > horizon) return waterAt(x, y)
  return sceneAt(x, y)
}

function sceneAt(x, y) {
  let colour = gradient(duskSky, y)
  const clouds = step(0.48, 0.72, noise(x * 3 + 7, y * 11)) * step(0.02, 0.3, y) * 0.55
  colour = blend(colour, [255, 176, 150], clouds)
  const sun = Math.hypot((x - 0.68) * 1.5, y - 0.55)
  colour = blend(colour, [255, 240, 196], Math.exp(-sun * sun * 60) * 0.8 + step(0.046, 0.042, sun))
  colour = blend(colour, [96, 66, 108], step(0, 0.004, y - ridge(x * 3, 0.46, 0.16, 1)))
  colour = blend(colour, [58, 44, 84], step(0, 0.003, y - ridge(x * 5, 0.53, 0.13, 9)))
  colour = blend(colour, [30, 28, 56], step(0, 0.002, y - ridge(x * 9, 0.6, 0.06, 23)))
  return houseAt(x, y) ?? colour
}

const ridge = (x, top, height, seed) => top + height * (0.5 - noise(x + seed, seed, 6)) + height * 0.3

/** Roofs along the quay, some windows lit. */
function houseAt(x, y) {
  const plot = Math.floor(x * 26)
  const inside = x * 26 - plot
  if (plot < 1 || plot > 10) return null
  const eaves = 0.585 - hash(plot, 3) * 0.05
  if (y < eaves - 0.018 * (1 - Math.abs(inside - 0.5) * 2)) return null
  const floor = (y - eaves) / 0.02
  const pane = inside * 4
  const isWindow = floor > 0 && floor % 1 > 0.35 && floor % 1 < 0.75 && pane % 1 > 0.3 && pane % 1 < 0.7
  const isLit = isWindow && hash(plot * 7 + Math.floor(pane), Math.floor(floor)) > 0.55
  return isLit ? [255, 206, 120] : [20, 20, 40]
}

function waterAt(x, y) {
  const depth = (y - horizon) / (1 - horizon)
  const ripple = (noise(x * 14, 90 / (depth + 0.12), 4) - 0.47) * (0.03 + depth * 0.12)
  const mirrored = sceneAt(clamp(x + ripple), clamp(horizon - (y - horizon) * 0.9 + ripple * 0.7))
  const shade = blend(mirrored, [18, 28, 62], 0.25 + depth * 0.45)
  const glitter = step(0.6, 0.7, noise(x * 60, 260 / (depth + 0.1), 3)) * Math.exp(-(((x - 0.68) * 7) ** 2))
  return blend(shade, [255, 222, 168], glitter * 0.75)
}

export const dunes = () => paint(1400, 934, dunesAt).webp({ quality: 72 }).toBuffer()

function dunesAt(x, y) {
  let colour = gradient(
    [
      [0, [88, 150, 208]],
      [0.45, [222, 226, 214]],
    ],
    y,
  )
  for (let layer = 0; layer < 5; layer++) {
    const crest =
      0.38 + layer * 0.13 + Math.sin(x * (3 + layer) + layer * 2.1) * 0.045 - noise(x * 2 + layer * 5, layer, 4) * 0.1
    if (y < crest) continue
    const slope = Math.cos(x * (3 + layer) + layer * 2.1) * 0.5 + 0.5
    const ripples = Math.sin((y - crest) * (520 - layer * 70) + noise(x * 9, y * 9, 3) * 14) * 0.05
    const light = clamp(slope * 0.75 + ripples + 0.22 - (y - crest) * 0.5)
    colour = blend([120 - layer * 8, 66 - layer * 5, 42], [246, 196 - layer * 7, 128 - layer * 9], light)
  }
  return colour
}

export const nightSky = () =>
  paint(720, 480, nightSkyAt).png({ palette: true, colours: 96, dither: 0.6, effort: 10 }).toBuffer()

function nightSkyAt(x, y) {
  const band = Math.exp(-(((y - 0.75 + x * 0.55) * 4.2) ** 2))
  let colour = gradient(
    [
      [0, [6, 8, 26]],
      [1, [26, 34, 66]],
    ],
    y,
  )
  colour = blend(colour, [132, 120, 176], band * noise(x * 7, y * 7) * 0.9)
  const star = hash(Math.floor(x * 360), Math.floor(y * 240))
  if (star > 0.9965 - band * 0.006) colour = blend(colour, [255, 250, 236], 0.35 + hash(Math.floor(x * 360), 5) * 0.65)
  return blend(colour, [4, 6, 12], step(0, 0.004, y - (0.97 - noise(x * 9, 3, 6) * 0.32)))
}

/** Upright, but kept lying down as telephones do: the orientation tag says how to turn it. */
export const lighthouse = async () => {
  const upright = await paint(700, 1050, lighthouseAt).png().toBuffer()
  return sharp(upright)
    .rotate(-90)
    .withMetadata({ orientation: 6 })
    .withExifMerge(copyright)
    .jpeg({ quality: 80, mozjpeg: true })
    .toBuffer()
}

function lighthouseAt(x, y) {
  let colour = gradient(
    [
      [0, [64, 132, 190]],
      [0.7, [206, 228, 236]],
    ],
    y,
  )
  colour = blend(colour, [250, 250, 252], step(0.46, 0.7, noise(x * 2.4, y * 5 + 3)) * 0.8)
  if (y > 0.72) colour = blend([34, 92, 122], [150, 196, 204], step(0.5, 0.62, noise(x * 22, y * 70, 4)) * 0.6)
  const rock = 0.8 - Math.exp(-(((x - 0.5) * 3.4) ** 2)) * 0.12 - noise(x * 8, 2, 5) * 0.05
  if (y > rock) colour = blend([54, 52, 50], [136, 126, 114], noise(x * 14, y * 14))
  return tower(x, y) ?? colour
}

function tower(x, y) {
  const fromAxis = Math.abs(x - 0.5)
  const light = clamp(0.95 - (x - 0.42) * 3.2)
  if (y > 0.24 && y < 0.7 && fromAxis < 0.05 + (y - 0.24) * 0.06) {
    const isRed = Math.floor((y - 0.24) / 0.092) % 2 === 0
    return blend([40, 20, 30], isRed ? [214, 58, 52] : [246, 242, 232], light)
  }
  if (y > 0.225 && y <= 0.24 && fromAxis < 0.07) return [48, 50, 56]
  if (y > 0.165 && y <= 0.225 && fromAxis < 0.036)
    return blend([255, 214, 120], [255, 248, 214], Math.exp(-fromAxis * 80))
  if (y > 0.12 && y <= 0.165 && fromAxis < (y - 0.12) * 1.05) return [150, 38, 40]
  return null
}
