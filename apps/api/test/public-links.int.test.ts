import { makeAvailable } from '@groundwork/db/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { createLinkScene } from './support/link-scene.ts'

const { api, home, owner, maker, stranger, follow, unlock, fileOf, folderOf, formOf, linkTo } = await createLinkScene()
afterAll(() => api.stop())

describe('a link to a file', () => {
  it('shows and gives it to whoever has the link, until it is revoked', async () => {
    const file = await fileOf(maker, { text: 'to be given' })
    const { id, token, body } = await linkTo(maker, 'files', file)
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(body).toMatchObject({ kind: 'download', has_password: false, download_count: 0, end: null })
    expect(Date.parse(body.expires_at) - Date.now()).toBeGreaterThan(13.9 * 86_400_000)

    expect(await follow(token)).toMatchObject({
      status: 200,
      body: { needs_password: false, target: 'notes.txt', is_folder: false, mime_type: 'text/plain', file_size: 11 },
    })
    const given = await fetch(`${api.url}/s/${token}/download`)
    expect([given.status, await given.text()]).toEqual([200, 'to be given'])
    expect((await maker('GET', `/files/${file}/links/`)).body.results[0]).toMatchObject({
      download_count: 1,
      last_used_at: expect.any(String),
    })

    expect((await maker('DELETE', `/links/${id}/`)).status).toBe(204)
    const unknown = await follow('A'.repeat(43))
    for (const rest of ['', '/download', '/preview', '/files']) {
      const { status, body } = await follow(token, rest)
      expect({ status, body: { ...body, request_id: '' } }).toEqual({
        status: 404,
        body: { ...unknown.body, request_id: '' },
      })
    }
  })

  it('keeps its token nowhere: neither in the database, in a list, nor in the log', async () => {
    const file = await fileOf(maker)
    const { token, body } = await linkTo(maker, 'files', file)
    await follow(token)
    await follow(token, '/download')
    expect(JSON.stringify(await maker('GET', `/files/${file}/links/`))).not.toContain(token)
    const [found] = (await api.sql(
      `select (select count(*)::int from file_link l where l::text like $1) + (select count(*)::int from audit_entry a where a::text like $1)
         + (select count(*)::int from outbox_event e where e::text like $1) as count`,
      [`%${token}%`],
    )) as unknown as { count: number }[]
    expect(found?.count).toBe(0)
    expect(api.logged()).not.toContain(token)
    expect(api.logged()).toContain('/s/-/download')
    expect(body).not.toHaveProperty('password_hash')
  })

  it('never shows anything inline, and what it is served with lets nothing run', async () => {
    const file = await fileOf(maker, { name: 'page.txt', text: '<html><script>alert(1)</script></html>' })
    const { token } = await linkTo(maker, 'files', file)
    const given = await fetch(`${api.url}/s/${token}/download`, { headers: { Accept: 'text/html' } })
    expect(given.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(given.headers.get('x-content-type-options')).toBe('nosniff')
    expect(given.headers.get('content-security-policy')).toContain('sandbox')
    expect((await follow(token, '/download?disposition=inline')).status).toBe(400)
    expect((await follow(token, '/preview')).status).toBe(404)
  })

  it('for looking gives no bytes', async () => {
    const { token } = await linkTo(maker, 'files', await fileOf(maker), { kind: 'view' })
    expect((await follow(token)).status).toBe(200)
    expect(await follow(token, '/download')).toMatchObject({ status: 403, body: { reason: 'link_view_only' } })
  })

  it('that has expired says so, and gives nothing', async () => {
    const { id, token } = await linkTo(maker, 'files', await fileOf(maker))
    await api.sql(`update file_link set expires_at = now() where id = $1`, [id])
    for (const rest of ['', '/download']) {
      expect(await follow(token, rest)).toMatchObject({
        status: 409,
        body: { code: 'not_available', reason: 'link_expired' },
      })
    }
  })

  it('to a file that is not known clean, is deleted or has been taken from its maker gives nothing', async () => {
    const file = await fileOf(maker)
    const { token } = await linkTo(maker, 'files', file)
    await api.sql(`update file set status = 'quarantined' where id = $1`, [file])
    expect((await follow(token, '/download')).status).toBe(409)
    await makeAvailable(api.sql, file)
    expect((await follow(token, '/download')).status).toBe(200)
    await maker('DELETE', `/files/${file}/`)
    expect((await follow(token, '/download')).status).toBe(404)
    await maker('POST', `/files/${file}/restore/`)
    expect((await follow(token, '/download')).status).toBe(200)
  })
})

describe('a link stands for its maker', () => {
  it('and is dead at once when they are disabled, leave, or may no longer share', async () => {
    const someone = await api.member(home, 'member')
    const file = await fileOf(someone)
    const { token } = await linkTo(someone, 'files', file)
    const isAlive = async () => (await follow(token, '/download')).status
    expect(await isAlive()).toBe(200)
    await api.sql('update app_user set is_active = false where id = $1', [someone.id])
    expect(await isAlive()).toBe(404)
    expect((await owner('GET', `/files/${file}/links/`)).body.results[0]).toMatchObject({ end: 'maker' })
    await api.sql('update app_user set is_active = true where id = $1', [someone.id])
    expect(await isAlive()).toBe(200)
    await api.sql(
      `update membership set role_id = (select id from role where slug = 'viewer' and organization_id is null) where user_id = $1`,
      [someone.id],
    )
    expect(await isAlive()).toBe(404)
    await api.sql('delete from membership where user_id = $1', [someone.id])
    expect(await isAlive()).toBe(404)
  })

  it('nobody makes one of what they may not share, and it is nobody else\u2019s to see or end', async () => {
    const viewer = await api.member(home, 'viewer')
    const file = await fileOf(maker)
    expect((await viewer('POST', `/files/${file}/links/`, {})).status).toBe(403)
    expect((await stranger('POST', `/files/${file}/links/`, {})).status).toBe(404)
    const { id } = await linkTo(maker, 'files', file)
    expect((await viewer('GET', `/files/${file}/links/`)).body.results).toEqual([])
    for (const other of [viewer, stranger]) {
      expect((await other('DELETE', `/links/${id}/`)).status).toBe(404)
      expect((await other('GET', `/links/${id}/activity/`)).status).toBe(404)
      expect((await other('PATCH', `/links/${id}/`, { password: null })).status).toBe(404)
    }
    // Whoever may share the file sees every link to it, whoever made it.
    expect((await owner('GET', `/files/${file}/links/`)).body.results).toEqual([expect.objectContaining({ id })])
    expect((await owner('GET', `/files/${file}/access/`)).body.links).toEqual([
      expect.objectContaining({ id, made_by: maker.username }),
    ])
    expect((await owner('DELETE', `/links/${id}/`)).status).toBe(204)
  })
})

describe('a password', () => {
  it('is asked for before anything else is told, and opens the link for a while', async () => {
    const file = await fileOf(maker, { name: 'secret plan.txt' })
    const { token } = await linkTo(maker, 'files', file, { password: 'open sesame' })
    const { status, body } = await follow(token)
    expect([status, body]).toEqual([200, { needs_password: true, kind: 'download' }])
    expect(await follow(token, '/download')).toMatchObject({ status: 403, body: { reason: 'link_password_required' } })
    expect(await unlock(token, 'open barley')).toMatchObject({ status: 403, body: { reason: 'link_password_wrong' } })

    const opened = await unlock(token, 'open sesame')
    expect(opened.status).toBe(200)
    const { access } = opened.body
    expect((await follow(token, '/download', { headers: { 'X-Link-Access': access } })).status).toBe(200)
    expect((await follow(token, `/download?access=${access}`)).status).toBe(200)
    expect((await follow(token, `?access=${access}`)).body).toMatchObject({ target: 'secret plan.txt' })

    const other = await linkTo(maker, 'files', file, { password: 'open sesame' })
    expect((await follow(other.token, `/download?access=${access}`)).status).toBe(403)
  })

  it('that is changed ends what the one before had opened', async () => {
    const { id, token } = await linkTo(maker, 'files', await fileOf(maker), { password: 'the first one' })
    const { access } = (await unlock(token, 'the first one')).body
    expect((await follow(token, `/download?access=${access}`)).status).toBe(200)
    expect((await maker('PATCH', `/links/${id}/`, { password: 'the second one' })).status).toBe(200)
    expect((await follow(token, `/download?access=${access}`)).status).toBe(403)
  })

  it('cannot be guessed at leisure', async () => {
    const { token } = await linkTo(maker, 'files', await fileOf(maker), { password: 'long and unguessable' })
    const answers: number[] = []
    for (let guess = 0; guess < 8; guess += 1) answers.push((await unlock(token, `guess ${guess}`)).status)
    expect(answers.slice(0, 5)).toEqual([403, 403, 403, 403, 403])
    expect(answers).toContain(429)
  })
})

describe('a limit of downloads', () => {
  it('lets 20 at once through no more often than it says', async () => {
    const { id, token } = await linkTo(maker, 'files', await fileOf(maker), { download_limit: 7 })
    const answers = await Promise.all(Array.from({ length: 20 }, () => follow(token, '/download')))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7)
    const refused = answers.filter(({ status }) => status !== 200)
    expect(new Set(refused.map(({ status, body }) => `${status} ${body.reason}`))).toEqual(
      new Set(['409 link_used_up']),
    )
    expect((await follow(token)).body).toMatchObject({ reason: 'link_used_up' })
    const [row] = (await api.sql('select download_count::int as count from file_link where id = $1', [
      id,
    ])) as unknown as { count: number }[]
    expect(row?.count).toBe(7)
  })

  it('counts whole downloads, so that pieces do not slip by', async () => {
    const { token } = await linkTo(maker, 'files', await fileOf(maker, { text: '0123456789' }), { download_limit: 2 })
    const piece = await fetch(`${api.url}/s/${token}/download`, { headers: { Range: 'bytes=1-' } })
    expect([piece.status, await piece.text()]).toEqual([200, '0123456789'])
    expect((await fetch(`${api.url}/s/${token}/download`, { method: 'HEAD' })).status).toBe(200)
    expect((await follow(token, '/download')).status).toBe(200)
    expect((await follow(token, '/download')).status).toBe(409)
  })
})

describe('a link to a folder', () => {
  it('lists and gives what lies below it now, and nothing else', async () => {
    const top = await folderOf(maker, 'For customers')
    const below = await folderOf(maker, 'Drawings', top)
    const beside = await folderOf(maker, 'Internal')
    const [inside, deep] = [
      await fileOf(maker, { folder: top }),
      await fileOf(maker, { folder: below, name: 'deep.txt' }),
    ]
    const outside = await fileOf(maker, { folder: beside })
    const { token } = await linkTo(maker, 'folders', top)

    const { body } = await follow(token, '/files')
    expect(body).toEqual({
      folders: [{ id: below, name: 'Drawings' }],
      files: [{ id: inside, name: 'notes.txt', mime_type: 'text/plain', file_size: expect.any(Number), previews: [] }],
      next_cursor: null,
    })
    expect((await follow(token, `/files?folder=${below}`)).body.files).toEqual([expect.objectContaining({ id: deep })])
    expect((await follow(token, `/download?file=${deep}`)).status).toBe(200)
    expect(await follow(token, '/download')).toMatchObject({ status: 400, body: { reason: 'file_required' } })
    for (const rest of [`/files?folder=${beside}`, `/download?file=${outside}`, `/preview?file=${outside}`]) {
      expect((await follow(token, rest)).status).toBe(404)
    }
    const theirs = await stranger('POST', '/files/upload/', formOf('foreign', 'foreign.txt'))
    await makeAvailable(api.sql, theirs.body.id)
    expect((await follow(token, `/download?file=${theirs.body.id}`)).status).toBe(404)

    await maker('PATCH', `/files/${deep}/`, { folder: beside })
    expect((await follow(token, `/download?file=${deep}`)).status).toBe(404)
    await maker('POST', `/folders/${below}/move/`, { parent: beside })
    expect((await follow(token, `/files?folder=${below}`)).status).toBe(404)
  })

  it('made by somebody who does not see a file in it does not give that file', async () => {
    const mine = await api.member(home, 'uploader')
    await api.sql(
      `update role set grants = grants || '[{"resource":"folder","action":"*"},{"resource":"file","action":"share"}]' where slug = 'uploader' and organization_id is null`,
    )
    const top = await folderOf(mine, 'Mixed')
    const own = await fileOf(mine, { folder: top })
    const others = await fileOf(owner, { folder: top })
    const { token } = await linkTo(mine, 'folders', top)
    expect((await follow(token, '/files')).body.files).toEqual([expect.objectContaining({ id: own })])
    expect((await follow(token, `/download?file=${others}`)).status).toBe(404)
  })
})

it('everything done with a link stands in the trail with its id', async () => {
  const file = await fileOf(maker)
  const { id, token } = await linkTo(maker, 'files', file, { password: 'open sesame' })
  await unlock(token, 'wrong one')
  const { access } = (await unlock(token, 'open sesame')).body
  await follow(token, `?access=${access}`)
  await follow(token, `/download?access=${access}`)
  await maker('DELETE', `/links/${id}/`)
  const rows = (await api.sql(
    `select action_type as action, coalesce(context->>'success', 'true') as success from audit_entry
     where object_id = $1 and context->>'link' = $2 order by created_at`,
    [file, id],
  )) as unknown
  expect(rows).toEqual([
    { action: 'PERMISSION_ASSIGN', success: 'true' },
    { action: 'VIEW', success: 'false' },
    { action: 'VIEW', success: 'true' },
    { action: 'DOWNLOAD', success: 'true' },
    { action: 'PERMISSION_REVOKE', success: 'true' },
  ])
})
