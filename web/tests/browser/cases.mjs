// What is tried in the browser, one sentence each.
import { readFileSync } from 'node:fs'
import { axeFaults } from './axe.mjs'
import { check, figure, picture, pointOnRibbon, ready, same } from './harness.mjs'

const cards = (page) => page.locator('li[data-card]')
const changed = (page) => page.waitForFunction(() => location.hash.includes('view=change'))

export const cases = {
  'the first screen shows the baseline with proof, prepared scenarios and flows': async ({ browser, server }) => {
    const page = await browser.open(server.url)
    check((await page.locator('g[data-link]:not(.idle)').count()) >= 10, 'fewer than ten flows on the map')
    const asked = await page.evaluate(() => performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname))
    for (const path of ['/api/model', '/api/basemap', '/api/solve'])
      same(asked.filter((one) => one === path).length, 1, `questions to ${path} for the first picture`)
    check((await page.locator('.starters button').count()) > 0, 'no prepared scenario is offered')
    check(/proved optimal, gap/i.test(await page.locator('.certificate summary').innerText()), 'the proof is not told')
    check(/\d.*\/yr/.test(await figure(page)), 'the surplus has no number with a unit')
    const labels = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll('svg text.halo')].map((one) => [one.textContent, one.getBoundingClientRect()])
      return boxes.flatMap(([a, p], i) =>
        boxes
          .slice(i + 1)
          .filter(
            ([, q]) =>
              p.left + 2 < q.right - 2 && q.left + 2 < p.right - 2 && p.top + 3 < q.bottom - 3 && q.top + 3 < p.bottom - 3,
          )
          .map(([b]) => `${a} / ${b}`),
      )
    })
    same(labels, [], 'names of places collide')
    await picture(page, 'first-screen')
    await page.setViewportSize({ width: 1600, height: 950 })
    await picture(page, 'first-screen-wide')
    await page.close()
  },

  'on a phone everything can be read without scrolling sideways': async ({ browser, server }) => {
    const page = await browser.open(server.url, [390, 844])
    check((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390, 'the page is wider than the phone')
    await picture(page, 'phone', { fullPage: true })
    await page.close()
  },

  'a link is closed by the mouse, on the map': async ({ browser, server }) => {
    const page = await browser.open(server.url)
    const before = await figure(page)
    const at = await pointOnRibbon(page)
    await page.mouse.click(at.x, at.y, { button: 'right' })
    await page.getByRole('menuitem').first().click()
    await changed(page)
    await ready(page)
    same(await cards(page).count(), 1, 'cards after closing a link')
    check((await figure(page)) !== before || (await page.locator('.tile .change').count()) > 0, 'the surplus did not move')
    check(page.url().includes(`close=link:${at.link}`), 'the address does not tell of it')
    check(
      (await page.locator(`g[data-link="${at.link}"] path[stroke-dasharray="7 5"]`).count()) > 0,
      'the link is not drawn as closed',
    )
    await picture(page, 'closed-link')

    await page.keyboard.press('Escape')
    await page.locator('.map').focus()
    await page.keyboard.press('z')
    await ready(page)
    same(await cards(page).count(), 0, 'cards after undo')
    await page.keyboard.press('y')
    await ready(page)
    same(await cards(page).count(), 1, 'cards after redo')
    await page.close()
  },

  'a link is closed by the keyboard alone': async ({ browser, server, some }) => {
    const page = await browser.open(server.url)
    await page.keyboard.press('/')
    await page.keyboard.type(some.link.link_id)
    await page.keyboard.press('Enter')
    await page.waitForSelector('[role=tabpanel] h2')
    await page.keyboard.press('m')
    await page.waitForSelector('[role=menu]')
    await page.keyboard.press('Enter')
    await changed(page)
    await ready(page)
    check(page.url().includes(`close=link:${some.link.link_id}`), 'the link is not closed')
    check(await page.evaluate(() => document.activeElement?.closest('[data-card]') !== null), 'the focus is not on the new card')
    await page.keyboard.press('Space')
    await ready(page)
    check(!page.url().includes('close='), 'the card is not switched off')
    await page.close()
  },

  'a slider solves while it is dragged, one question at a time': async ({ browser, server, some, notes }) => {
    const page = await browser.open(`${server.url}#sel=link:${some.link.link_id}&tab=details`)
    await page.keyboard.press('m')
    await page.getByRole('menuitem').nth(1).click()
    await changed(page)
    await ready(page)
    let open = 0,
      most = 0,
      asked = 0
    let held = false
    const meanwhile = []
    page.on('request', (request) => request.url().endsWith('/api/solve') && (++asked, (most = Math.max(most, ++open))))
    page.on('request', (request) => held && request.url().endsWith('/api/why') && meanwhile.push(request.postData()))
    page.on('requestfinished', (request) => request.url().endsWith('/api/solve') && --open)
    const slider = page.locator('[data-card] input[type=range]')
    const box = await slider.boundingBox()
    await page.evaluate(() => {
      window.redraws = []
      // The answers that the page has shown; a picture need not change with each.
      new MutationObserver(() => window.redraws.push(performance.now())).observe(document.querySelector('.page'), {
        attributeFilter: ['data-answers'],
      })
      document
        .querySelector('[data-card] input[type=range]')
        .addEventListener('input', () => (window.inputs ??= []).push(performance.now()))
    })
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    held = true
    for (let k = 1; k <= 20; ++k) {
      await page.mouse.move(box.x + box.width * (0.5 - 0.02 * k), box.y + box.height / 2)
      await page.waitForTimeout(40)
    }
    await page.waitForTimeout(500) // held still, and yet held
    const during = await page.evaluate(() => window.redraws.length)
    held = false
    const told = page.waitForRequest((request) => request.url().endsWith('/api/why'))
    await page.mouse.up()
    await told
    await ready(page)
    same(meanwhile, [], 'questions for details while the hand is on the slider')
    const waits = await page.evaluate(() =>
      window.inputs.map((at) => window.redraws.find((drawn) => drawn > at) - at).filter(Number.isFinite),
    )
    waits.sort((a, b) => a - b)
    notes.push(
      `from the hand to the new picture: median ${Math.round(waits[Math.floor(waits.length / 2)])} ms of ${waits.length} steps, ${asked} questions`,
    )
    same(most, 1, 'questions under way at once')
    check(during > 0, 'nothing was drawn while the hand was on the slider')
    await page.keyboard.press('Escape')
    await page.locator('.map').focus()
    await page.keyboard.press('z')
    await ready(page)
    check(/capacity_factor(\+|%20)value%3D0.5|capacity=/.test(page.url()), 'undo takes the whole drag back, no more')
    await page.close()
  },

  'the map is dragged and zoomed, and a click right after still finds what it is on': async ({ browser, server, notes }) => {
    const page = await browser.open(server.url)
    const at = await pointOnRibbon(page)
    await page.evaluate(() => {
      window.frames = []
      let last = performance.now()
      const next = (now) => (window.frames.push(now - last), (last = now), requestAnimationFrame(next))
      requestAnimationFrame(next)
    })
    await page.mouse.move(at.x, at.y)
    await page.mouse.down()
    for (let k = 1; k <= 30; ++k) await page.mouse.move(at.x + 4 * k, at.y + 2 * k)
    for (let k = 29; k >= 0; --k) await page.mouse.move(at.x + 4 * k, at.y + 2 * k)
    check((await page.locator('.shield').count()) === 1, 'the map asks what it is on while it moves')
    await page.mouse.up()
    same(await page.evaluate(() => String(getSelection())), '', 'text selected by dragging')
    await page.waitForSelector('.shield', { state: 'detached' })
    await page.mouse.wheel(0, -120)
    await page.waitForSelector('.shield')
    await page.mouse.wheel(0, 120)
    await page.mouse.click(at.x, at.y)
    await page.waitForFunction((link) => location.hash.includes(`sel=link:${link}`), at.link)
    const frames = await page.evaluate(() => window.frames.sort((a, b) => a - b))
    notes.push(
      `frames of a drag and a zoom: 95 % within ${Math.round(frames[Math.floor(0.95 * frames.length)])} ms of ${frames.length}`,
    )
    await page.close()
  },

  'the page speaks German, and keeps to it': async ({ browser, server }) => {
    const page = await browser.open(server.url)
    await page.getByRole('button', { name: /Deutsch/ }).click()
    same(await page.evaluate(() => document.documentElement.lang), 'de', 'the language of the document')
    check(/Mrd\. .*\/a/.test(await figure(page)), 'numbers are not German')
    await page.waitForFunction(() => location.hash.includes('lang=de')) // written when the view rests
    await page.reload()
    await ready(page)
    same(await page.getByRole('tab').first().innerText(), 'Rangfolge', 'the first tab')
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('header button, [role=tab], .tile, .panel > button, .kinds label')]
        .filter((one) => one.scrollWidth > one.clientWidth + 1)
        .map((one) => one.textContent),
    )
    same(cut, [], 'German words that do not fit')
    await picture(page, 'german')
    await page.close()
  },

  'a scenario is saved with its notes and read again': async ({ browser, server, some }) => {
    const page = await browser.open(`${server.url}#view=change&close=link:${some.link.link_id}`)
    await page.locator('.notes summary').click()
    await page.locator('.notes input').fill('A trial')
    await page.locator('.notes textarea').fill('Because it was asked.')
    await page.locator('header summary').click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /Save file/ }).click()])
    const path = await download.path()
    const file = JSON.parse(readFileSync(path, 'utf8'))
    same(
      file,
      { korridor_case: 1, case: { close: [`link:${some.link.link_id}`] }, title: 'A trial', notes: 'Because it was asked.' },
      'the file',
    )
    const fresh = await browser.open(server.url)
    await fresh
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: readFileSync(path) })
    await changed(fresh)
    await ready(fresh)
    same(await cards(fresh).count(), 1, 'cards of the file')
    same(await fresh.locator('.notes textarea').inputValue(), 'Because it was asked.', 'notes of the file')
    await fresh.locator('header summary').click()
    await fresh.locator('input[type=file]').setInputFiles({
      name: 'b.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"korridor_case": 1, "case": {"shut": []}}'),
    })
    await fresh.waitForFunction(() => /case\.shut/.test(document.querySelector('header .note')?.textContent ?? ''))
    await Promise.all([page.close(), fresh.close()])
  },

  'a long run tells its progress, its rows lead to the map and make a scenario': async ({ browser, server }) => {
    const page = await browser.open(server.url)
    await page.getByRole('button', { name: 'Rank', exact: true }).click()
    await page.waitForFunction(
      () => Number(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')) > 0,
      undefined,
      { timeout: 60_000, polling: 20 },
    )
    await page.waitForSelector('li .main', { timeout: 120_000 })
    await page.waitForFunction(
      () => /solved/.test(document.querySelector('.setup [role=status]')?.textContent ?? ''),
      undefined,
      { timeout: 120_000 },
    )
    await picture(page, 'ranking')
    await page.locator('li .make').first().click()
    await changed(page)
    await ready(page)
    same(await cards(page).count(), 1, 'cards from the ranking')
    await page.close()
  },

  'a long run is cancelled': async ({ browser, server }) => {
    const page = await browser.open(server.url)
    for (const box of await page.locator('.kinds input').all()) await box.check()
    await page.locator('.start label select').selectOption('0')
    await page.getByRole('button', { name: 'Rank', exact: true }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.waitForFunction(
      () => /Cancelled/.test(document.querySelector('.setup [role=status]')?.textContent ?? ''),
      undefined,
      { timeout: 30_000 },
    )
    await page.close()
  },

  'a number tells its source in the evidence drawer': async ({ browser, server, some }) => {
    const page = await browser.open(`${server.url}#sel=link:${some.link.link_id}&tab=details`)
    await page.locator('.side button.value').first().click()
    await page.waitForSelector('.drawer article', { timeout: 30_000 })
    check((await page.locator('.drawer .method').count()) > 0, 'no method is told')
    await picture(page, 'evidence')
    await page.keyboard.press('Escape')
    same(await page.locator('.drawer').count(), 0, 'drawers after Escape')
    await page.close()
  },

  'tables are walked by the keyboard, sorted and copied': async ({ browser, server }) => {
    const page = await browser.open(`${server.url}#tab=tables`)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.locator('th button').nth(1).click()
    const flows = await page.locator('tbody tr').count()
    check(flows > 10, 'few rows')
    await page.locator('tbody tr').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.getByRole('button', { name: 'Copy' }).click()
    const copied = (await page.evaluate(() => navigator.clipboard.readText())).split('\n')
    same(copied.length, flows + 1, 'lines copied')
    await page.locator('tbody tr').first().focus()
    await page.keyboard.press('Enter')
    await page.waitForSelector('[role=tabpanel] h2')
    await page.close()
  },

  'a day is chosen with the keyboard, and the measures in force follow': async ({ browser, server, model }) => {
    const page = await browser.open(`${server.url}#tab=measures`)
    const days = model.dates.filter((day) => day >= model.start && (!model.end || day <= model.end))
    await page.locator('.map').focus()
    await page.keyboard.press(']')
    await ready(page)
    check(page.url().includes(`date=${days[0]}`), `the first day is not ${days[0]}`)
    check(/In force on/.test(await page.locator('[role=tabpanel] h3').first().innerText()), 'the measures do not name the day')
    await page.close()
  },

  'files of the answer are made': async ({ browser, server, some, writesReports }) => {
    const page = await browser.open(`${server.url}#view=change&close=link:${some.link.link_id}`)
    for (const [name, start] of [
      ['SVG', '<'],
      ['PNG', '\u0089PNG'],
      ['CSV', ''],
      ['GeoPackage', 'SQLite format 3'],
      ['GeoJSON', '{'],
      ...(writesReports ? [['Report', '<!']] : []),
    ]) {
      if (!(await page.locator('header details').evaluate((one) => one.open))) await page.locator('header summary').click()
      const coming = page.waitForEvent('download', { timeout: 60_000 })
      await page.locator('header .list button', { has: page.locator(`b:text-is("${name}")`) }).click()
      const said = page.waitForFunction(() => document.querySelector('header .note')?.textContent, undefined, { timeout: 60_000 })
      const download = await Promise.race([
        coming,
        said.then(async (note) => Promise.reject(new Error(`${name}: ${await note.jsonValue()}`))),
      ])
      said.catch(() => {}) // it waits on after the file has come
      const bytes = readFileSync(await download.path(), 'latin1')
      check(
        bytes.length > 200 && bytes.trimStart().toLowerCase().startsWith(start.toLowerCase()),
        `${name} is not what it should be: ${bytes.slice(0, 60)}`,
      )
    }
    await page.close()
  },

  'axe finds nothing in either language': async ({ browser, server, some }) => {
    const found = []
    for (const language of ['en', 'de']) {
      const page = await browser.open(`${server.url}#lang=${language}`)
      for (const [state, address, act] of [
        ['first screen', ''],
        ['details', `sel=link:${some.link.link_id}&tab=details`, (page) => page.waitForSelector('.side button.value')],
        [
          'change, with the menu',
          `view=change&tab=changes&close=link:${some.link.link_id}&sel=link:${some.link.link_id}`,
          (page) => page.keyboard.press('m'),
        ],
        [
          'evidence',
          `sel=link:${some.link.link_id}&tab=tables`,
          (page) => page.keyboard.press('e').then(() => page.waitForSelector('.drawer')),
        ],
        ['a place', `sel=node:${some.place.node_id}&tab=details`],
        ['measures and help', 'tab=measures', (page) => page.keyboard.press('?')],
      ]) {
        await page.evaluate((hash) => (location.hash = hash), `${address}&lang=${language}`)
        await page.waitForTimeout(100)
        await ready(page)
        if (act) await act(page)
        found.push(...(await axeFaults(page)).map((fault) => `${language}, ${state}: ${fault}`))
        for (let k = 0; k < 3; ++k) await page.keyboard.press('Escape')
      }
      await page.close()
    }
    same(found, [], 'faults found')
  },

  'the server goes and comes back': async ({ browser, server }) => {
    const page = await browser.open(server.url)
    await server.stop()
    await page.waitForSelector('.banner', { timeout: 20_000 })
    await picture(page, 'server-gone')
    await server.start()
    // The page comes back by itself; whoever is faster may press the button.
    await page
      .getByRole('button', { name: 'Try again' })
      .click({ timeout: 1000 })
      .catch(() => {})
    await page.waitForSelector('.banner', { state: 'detached', timeout: 20_000 })
    await ready(page)
    await page.locator('.starters button').first().click()
    await changed(page)
    await ready(page)
    await page.close()
  },

  'a model with faults opens on a page that lists them': async ({ browser, broken }) => {
    const page = await browser.context.newPage()
    await broken.start()
    await page.goto(broken.url)
    await page.waitForSelector('.message li')
    const text = await page.locator('.message').innerText()
    check(/Error E305/.test(text) && /link\.csv, line \d+/.test(text), `no code or line: ${text}`)
    await page.getByRole('button', { name: /Deutsch/ }).click()
    const german = await page.locator('.message li').first().innerText()
    check(/Fehler E305: Eine Kennung fehlt/.test(german) && /Zeile \d+, Spalte/.test(german), `no German: ${german}`)
    same(await axeFaults(page), [], 'axe')
    await picture(page, 'faults')
    await page.close()
    await broken.stop()
  },
}
