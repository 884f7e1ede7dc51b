// Tests of the page in a real browser against a real server:
// npm run test:browser -- --korridor PATH --model DIR [--web-root DIR] [--chromium PATH] [--only WORDS]
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cases } from './browser/cases.mjs'
import { Browser, Server, freePort, picture } from './browser/harness.mjs'

const argument = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : process.argv[at + 1]
}
const korridor = argument('korridor')
const model = argument('model')
const chromium = argument('chromium', '/usr/bin/chromium')
const only = argument('only', '')
if (!korridor || !model) {
  console.error('usage: npm run test:browser -- --korridor PATH --model DIR [--web-root DIR] [--chromium PATH] [--only WORDS]')
  process.exit(2)
}
if (!existsSync(chromium)) {
  console.error(`${chromium} is missing: the browser tests are left out`)
  process.exit(77) // CTest counts it as skipped
}

const server = new Server(korridor, model, argument('web-root', ''), await freePort())
// A copy of the model whose links lead to a place that is not there.
const folder = mkdtempSync(join(tmpdir(), 'korridor-faults-'))
cpSync(model, folder, { recursive: true })
const links = readFileSync(join(folder, 'link.csv'), 'utf8').split('\n')
const row = links[1].split(',')
row[links[0].split(',').indexOf('to_node_id')] = 'nowhere'
writeFileSync(join(folder, 'link.csv'), [links[0], row.join(','), ...links.slice(2)].join('\n'))
const broken = new Server(korridor, folder, argument('web-root', ''), await freePort())

await server.start()
const browser = await Browser.start(chromium)
const told = await (await fetch(`${server.url}api/model`)).json()
const answer = await (
  await fetch(`${server.url}api/solve`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ parts: ['links'] }),
  })
).json()
// A link with a limit that much flows over, and the place at its end.
const busiest = answer.links
  .filter((one) => one.capacity !== null && !one.closed)
  .sort((a, b) => b.utilization - a.utilization)[0]
const some = {
  link: told.links.find((one) => one.link_id === busiest.link_id),
  place: told.places.find((one) => one.node_id === busiest.to_node_id),
}

// A program that is built without the verb makes no report over HTTP either.
const writesReports = /^ +report /m.test(String(spawnSync(korridor, ['--help']).stdout))

const began = performance.now()
const notes = []
let failed = 0
for (const [name, run] of Object.entries(cases)) {
  if (!name.includes(only)) continue
  const start = performance.now()
  browser.faults.length = 0
  try {
    await run({ browser, server, broken, model: told, some, notes, writesReports })
    if (browser.faults.length > 0) throw new Error(`the page threw: ${browser.faults.join('\n')}`)
    console.log(`ok    ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
  } catch (fault) {
    ++failed
    console.log(
      `FAILED ${name}\n      ${String(fault.stack ?? fault)
        .split('\n')
        .slice(0, 6)
        .join('\n      ')}`,
    )
    for (const page of browser.context.pages().slice(1)) {
      await picture(page, `failed-${failed}`).catch(() => {})
      await page.close()
    }
    if (server.child.exitCode !== null) await server.start()
  }
}
if (browser.outside.length > 0) {
  ++failed
  console.log(`FAILED no call leaves the machine\n      ${browser.outside.join('\n      ')}`)
} else console.log('ok    no call leaves the machine')
for (const note of notes) console.log(`      ${note}`)
console.log(`${failed === 0 ? 'all passed' : `${failed} failed`} in ${((performance.now() - began) / 1000).toFixed(0)} s`)

await browser.stop()
await server.stop()
await broken.stop()
rmSync(folder, { recursive: true, force: true })
process.exit(failed === 0 ? 0 : 1)
