// Fails the build when the page's scripts together weigh more than 150 kB gzipped (1 kB = 1,000 bytes).
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const limit = 150_000
const root = new URL('../../build/web', import.meta.url).pathname
const files = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? files(path) : [path]
  })
const scripts = files(root).filter((path) => path.endsWith('.js'))
const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(path), { level: 9 }).length, 0)
console.log(`scripts: ${(bytes / 1000).toFixed(1)} kB gzipped of ${limit / 1000} kB allowed`)
if (scripts.length === 0 || bytes > limit) {
  console.error(scripts.length === 0 ? 'no script was built' : 'the scripts weigh too much')
  process.exit(1)
}
