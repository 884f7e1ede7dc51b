// The pictures of the page for docs/pictures, of the Kazakhstan case:
// node tests/pictures.mjs --korridor PATH --model DIR --out DIR [--web-root DIR]
// Made smaller by pngquant where that is installed: the documents want less than 300 kB each.
import { spawnSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Browser, Server, freePort, ready } from './browser/harness.mjs'

const argument = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : process.argv[at + 1]
}
const out = argument('out', 'pictures')
const shots = [
  ['web_first', '', [1280, 720]],
  ['web_change', 'view=change&close=link:cpc_kaz', [1280, 720]],
  [
    'web_german',
    'lang=de&view=change&tab=details&sel=link:cpc_pipeline&close=link:cpc_kaz',
    [1280, 720],
    (page) => page.waitForSelector('.side button.value', { timeout: 120_000 }),
  ],
  [
    'web_evidence',
    'tab=details&sel=link:cpc_kaz',
    [1280, 720],
    async (page) => {
      await page.locator('.side button.value').first().click({ timeout: 120_000 })
      await page.waitForSelector('.drawer article')
    },
  ],
  [
    'web_ranking',
    'view=baseline',
    [1280, 720],
    async (page) => {
      await page.getByLabel('Places', { exact: true }).uncheck()
      await page.locator('.start label select').selectOption('10')
      await page.locator('.start select').nth(1).selectOption('crude')
      await page.getByRole('button', { name: 'Rank', exact: true }).click()
      await page.waitForFunction(
        () => /solved/.test(document.querySelector('.setup [role=status]')?.textContent ?? ''),
        undefined,
        { timeout: 540_000 },
      )
    },
  ],
]

mkdirSync(out, { recursive: true })
const server = new Server(argument('korridor'), argument('model'), argument('web-root', ''), await freePort())
await server.start()
const browser = await Browser.start(argument('chromium', '/usr/bin/chromium'))
for (const [name, address, size, act] of shots) {
  if (!name.includes(argument('only', ''))) continue
  const page = await browser.open(`${server.url}#${address}`, size)
  await act?.(page)
  await ready(page)
  await page.mouse.move(0, 0)
  const path = join(out, `${name}.png`)
  await page.waitForTimeout(500)
  await page.screenshot({ path })
  spawnSync('pngquant', ['--force', '--skip-if-larger', '--quality', '70-95', '--ext', '.png', path])
  console.log(path, `${Math.round(statSync(path).size / 1000)} kB`)
  await page.close()
}
await browser.stop()
await server.stop()
