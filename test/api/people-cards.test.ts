import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { eventually, faults, good, newCustomer, query, refused } from './company.ts'

let app: TestApp
let manager: Client
let rep: Client
let service: Client
beforeAll(async () => {
  app = await startTestApp()
  const east = await app.department({ name: '华东' })
  manager = await app.person({ account: 'manager1', roles: ['manager'], departmentId: east, name: '沈国栋' })
  rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, managerId: manager.id, name: '林知夏' })
  service = await app.person({ account: 'service1', roles: ['service'], departmentId: east })
})
afterAll(() => app.close())

const upload = async (client: Client, text: string, language = 'zh') => {
  const head = `--line\r\nContent-Disposition: form-data; name="object"\r\n\r\ncontacts\r\n--line\r\nContent-Disposition: form-data; name="file"; filename="名片.vcf"\r\n\r\n`
  const body = Buffer.concat([Buffer.from(head), Buffer.from(text), Buffer.from('\r\n--line--\r\n')])
  return client.call('POST', '/imports', body, {
    'content-type': 'multipart/form-data; boundary=line',
    'accept-language': language,
  })
}
const settled = (client: Client, id: string, status: string): Promise<Answer['body']> =>
  eventually(async () => {
    const { body } = await client.get(`/imports/${id}`)
    return body.status === status ? body : undefined
  }, `the import to be ${status}`)
const exported = async (client: Client, filter: object) =>
  client.get(query('/contacts/export', { format: 'vcf', filter }))

const people = (company: string) => `BEGIN:VCARD\r
VERSION:3.0\r
FN:谢建平\r
ORG:${company}\r
TITLE:设备经理\r
TEL;TYPE=CELL:138 1234 5678\r
TEL;TYPE=WORK:0571-88886631\r
EMAIL:xie@example.cn\r
BDAY:19850309\r
NOTE:爱钓鱼\r
END:VCARD\r
BEGIN:VCARD\r
VERSION:3.0\r
FN:周敏\r
ORG:没有这家公司\r
END:VCARD\r
BEGIN:VCARD\r
VERSION:3.0\r
ORG:${company}\r
EMAIL:nobody@example.cn\r
END:VCARD\r
`

describe('cards come in by the import (W8)', () => {
  it('cards without a company go to the customer chosen for them; those that name one keep it (W12)', async () => {
    const { id: customerId, name } = await newCustomer(rep)
    const { id: otherId } = await newCustomer(rep)
    const taken = good(
      await upload(
        rep,
        `${people(name)}BEGIN:VCARD\r\nVERSION:3.0\r\nFN:宋词\r\nTEL;TYPE=CELL:13811112222\r\nEND:VCARD\r\n`,
      ),
      201,
    )
    const refusedOnes = await rep.patch(`/imports/${taken.id}`, {
      defaults: { customerId: 'x', nonsense: 1, version: 3 },
    })
    expect(Object.keys(faults(refusedOnes)).sort()).toEqual([
      'defaults.customerId',
      'defaults.nonsense',
      'defaults.version',
    ])
    good(await rep.patch(`/imports/${taken.id}`, { matchBy: ['name'], defaults: { customerId: otherId } }))
    good(await rep.post(`/imports/${taken.id}/start`), 202)
    expect(await settled(rep, taken.id, 'done')).toMatchObject({ created: 2, failed: 2 })
    const at = async (id: string) => good(await rep.get(query('/contacts', { filter: { customerId: id } }))).data
    expect(await at(customerId)).toHaveLength(1)
    expect(await at(otherId)).toHaveLength(1)
    good(await rep.post(`/imports/${taken.id}/undo`), 202)
    await settled(rep, taken.id, 'undone')
  })

  it('mapping is guessed, failures are told card by card, a second time finds them, undo takes them back', async () => {
    const { id: customerId, name } = await newCustomer(rep)
    const taken = good(await upload(rep, people(name)), 201)
    expect(taken.mapping).toMatchObject({
      姓名: 'name',
      公司: 'customerId',
      所在部门: null,
      职务: 'title',
      电话: 'phone',
      其他电话: 'phones',
      邮箱: 'email',
      其他邮箱: 'emails',
      生日: 'birthday',
      备注: 'remark',
    })
    expect(taken).toMatchObject({ rows: 3, status: 'mapping' })
    good(await rep.patch(`/imports/${taken.id}`, { matchBy: ['name', 'customerId'] }))
    good(await rep.post(`/imports/${taken.id}/start`), 202)
    expect(await settled(rep, taken.id, 'done')).toMatchObject({ created: 1, failed: 2 })
    const told = good(await rep.get(`/imports/${taken.id}/failures`)).data
    expect(told.map((one: { row: number; column: string; code: string }) => [one.row, one.code])).toEqual([
      [2, 'unknown_reference'],
      [3, 'required'],
    ])
    const contacts = async () => good(await rep.get(query('/contacts', { filter: { customerId } }))).data
    expect(await contacts()).toMatchObject([
      {
        name: '谢建平',
        title: '设备经理',
        phone: '13812345678',
        phones: [{ value: '0571-88886631', label: '办公', primary: false }],
        email: 'xie@example.cn',
        birthday: '1985-03-09',
        remark: '爱钓鱼',
      },
    ])
    const again = good(await upload(rep, people(name)), 201)
    good(await rep.patch(`/imports/${again.id}`, { matchBy: ['name', 'customerId'] }))
    good(await rep.post(`/imports/${again.id}/start`), 202)
    expect(await settled(rep, again.id, 'done')).toMatchObject({ created: 0, skipped: 1, failed: 2 })
    good(await rep.post(`/imports/${taken.id}/undo`), 202)
    await settled(rep, taken.id, 'undone')
    expect(await contacts()).toEqual([])
  })

  it('is asked in the language of the person, and refuses what is no card', async () => {
    const { name } = await newCustomer(rep)
    const heads = async (language: string) =>
      good(await upload(rep, people(name), language), 201).columns.map((one: { header: string }) => one.header)
    expect((await heads('zh')).slice(0, 2)).toEqual(['姓名', '公司'])
    expect((await heads('en')).slice(0, 2)).toEqual(['Name', 'Company'])
    refused(await upload(rep, 'a,b\n1,2'), 422, 'file_type_mismatch')
  })
})

describe('contacts go out as cards', () => {
  it('one or a selection, with numbers, labels and notes, for those who may export', async () => {
    const { id: customerId, name } = await newCustomer(rep, { name: '杭州尚祈科技有限公司' })
    const remark = `喜欢钓鱼; 周末, 不接电话\n${'很长的备注'.repeat(30)}`
    const made = good(
      await rep.post('/contacts', {
        customerId,
        name: '谢建平',
        title: '设备经理',
        phone: '13812345678',
        phones: [
          { value: '13812345678', label: '私人', primary: true },
          { value: '0571-88886631', label: '办公' },
        ],
        email: 'xie@example.cn',
        birthday: '1985-03-09',
        remark,
      }),
      201,
    )
    good(await rep.post('/contacts', { customerId, name: '周敏' }), 201)
    const one = await exported(manager, { id: made.id })
    expect(one.status).toBe(200)
    expect(one.headers['content-type']).toBe('text/vcard; charset=utf-8')
    expect(String(one.headers['content-disposition'])).toMatch(/contacts-\d{4}-\d\d-\d\d\.vcf/)
    const lines = String(one.body).split('\r\n')
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    const text = String(one.body).replaceAll('\r\n ', '')
    for (const line of [
      'VERSION:3.0',
      'FN:谢建平',
      `ORG:${name}`,
      'TITLE:设备经理',
      'item1.TEL;TYPE=CELL,PREF:13812345678',
      'item1.X-ABLabel:私人',
      'item2.TEL;TYPE=WORK,VOICE:0571-88886631',
      'EMAIL;TYPE=INTERNET,PREF:xie@example.cn',
      'BDAY:1985-03-09',
      `NOTE:${remark.replaceAll(';', '\\;').replaceAll(',', '\\,').replaceAll('\n', '\\n')}`,
    ])
      expect(text.split('\r\n')).toContain(line)
    const both = await exported(manager, { customerId })
    expect(String(both.body).match(/^BEGIN:VCARD/gm)).toHaveLength(2)

    refused(await exported(rep, { id: made.id }), 403, 'no_right')
    refused(await exported(service, { id: made.id }), 403, 'no_right')
    const entry = await app.app.system.kernel.db.pool.query(
      `SELECT changes FROM audit_entries WHERE action = 'export' AND object = 'contacts' AND actor_id = $1 ORDER BY id DESC LIMIT 1`,
      [manager.id],
    )
    expect(entry.rows[0].changes[0].to).toMatchObject({ format: 'vcf' })

    const back = good(await upload(rep, String(one.body)), 201)
    good(await rep.patch(`/imports/${back.id}`, { onMatch: 'create' }))
    good(await rep.post(`/imports/${back.id}/start`), 202)
    expect(await settled(rep, back.id, 'done')).toMatchObject({ created: 1, failed: 0 })
    const [copy] = good(
      await rep.get(query('/contacts', { filter: { customerId, name: '谢建平', id: { ne: made.id } } })),
    ).data
    expect(copy).toMatchObject({ phone: made.phone, email: made.email, birthday: made.birthday, remark: made.remark })
  })

  it('masked numbers stay out of the card; what lies in the pool goes out for nobody who only may claim it', async () => {
    const { id: customerId } = await newCustomer(rep)
    const values = {
      name: '钱工',
      title: '厂长',
      phone: '13900009999',
      phones: [{ value: '13900008888', label: '私人' }],
    }
    good(await rep.post('/contacts', { customerId, ...values }), 201)
    const role = good(await app.admin.get(`/roles/${app.roleId('manager')}`))
    good(
      await app.admin.patch(`/roles/${role.id}`, {
        fields: { ...role.fields, contacts: { ...role.fields.contacts, phone: 'mask', phones: 'mask' } },
      }),
    )
    const text = String((await exported(manager, { customerId })).body)
    expect(text).toContain('TITLE:厂长')
    expect(text).not.toMatch(/TEL|9999|8888|\*\*/)

    await app.app.system.kernel.db.pool.query(`UPDATE pools SET member_ids = ARRAY[$1::uuid]`, [manager.id])
    await app.app.system.kernel.db.pool.query('UPDATE epochs SET access = access + 1')
    const pooled = await newCustomer(app.admin, { ownerId: null })
    good(await app.admin.post('/contacts', { customerId: pooled.id, name: '孙姐' }), 201)
    expect(good(await manager.get(query('/contacts', { filter: { customerId: pooled.id } }))).data).toHaveLength(1)
    expect(String((await exported(manager, { customerId: pooled.id })).body)).toBe('')
  })

  it('only what has a card goes out as one', async () => {
    expect(faults(await manager.get('/customers/export?format=vcf'))).toEqual({ format: 'unknown_option' })
  })
})

it('one card is read into the values of a new contact, and nothing is written (W8)', async () => {
  const before = good(await rep.get('/contacts?count=exact')).page.total.value
  const read = async (text: string) => good(await rep.post('/contacts/read-card', { text })).data
  expect(await read(people('尚祈科技').split('BEGIN').slice(0, 2).join('BEGIN'))).toEqual([
    {
      values: {
        name: '谢建平',
        title: '设备经理',
        phone: '13812345678',
        phones: [{ value: '0571-88886631', label: '办公', primary: false }],
        email: 'xie@example.cn',
        birthday: '1985-03-09',
        remark: '爱钓鱼',
      },
      named: { customerId: '尚祈科技' },
      faults: [],
    },
  ])
  const code = 'MECARD:N:谢,建平;ORG:尚祈科技;TIL:设备经理;TEL:13812345678;EMAIL:xie@example.cn;NOTE:爱钓鱼\\;喝茶;;'
  expect((await read(code))[0]).toMatchObject({
    values: { name: '谢建平', title: '设备经理', phone: '13812345678', remark: '爱钓鱼;喝茶' },
    named: { customerId: '尚祈科技' },
  })
  expect(good(await rep.get('/contacts?count=exact')).page.total.value).toBe(before)
  expect(faults(await rep.post('/contacts/read-card', { text: '只是一句话' }))).toEqual({ text: 'not_a_card' })
  expect(faults(await rep.post('/contacts/read-card', {}))).toEqual({ text: 'required' })
  refused(await rep.post('/customers/read-card', { text: code }), 404)
  const preSales = await app.person({ account: 'pre', roles: ['preSales'] })
  refused(await preSales.post('/contacts/read-card', { text: code }), 403)
})
