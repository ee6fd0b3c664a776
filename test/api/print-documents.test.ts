import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser } from '../../src/engines/print/browser.ts'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, newCustomer, nowhere, refused } from './company.ts'

const settings = process.env.GREENSEA_CHROMIUM ? { program: process.env.GREENSEA_CHROMIUM } : {}
const browser = await findBrowser(settings)

describe('documents on paper', () => {
  let app: TestApp
  let rep: Client
  let director: Client
  let other: Client
  let service: Client
  let pump: Answer['body']
  let customer: Answer['body']
  const quote = async (values: Record<string, unknown> = {}) =>
    good(
      await rep.post('/quotes', {
        customerId: customer.id,
        quotedOn: '2026-03-01',
        validUntil: '2026-03-31',
        terms: '款到发货',
        lines: [{ productId: pump.id, quantity: '12', discount: '5' }],
        ...values,
      }),
      201,
    )
  const page = async (who: Client, path: string, headers: Record<string, string> = {}): Promise<string> => {
    const answer = await who.get(`${path}/print?format=html`, headers)
    expect(String(answer.headers['content-type'])).toBe('text/html; charset=utf-8')
    return String(good(answer))
  }
  /** The words of a page, without its marks. */
  const wordsOf = (html: string) =>
    html
      .replace(/<style>.*?<\/style>/s, '')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
  beforeAll(async () => {
    // A machine that runs tests is busy.
    app = await startTestApp({ browser: { ...settings, seconds: 60 } })
    const east = await app.department({ name: '华东' })
    const west = await app.department({ name: '华西' })
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, name: '林知夏' })
    director = await app.person({ account: 'director', roles: ['director'], departmentId: null })
    other = await app.person({ account: 'rep2', roles: ['rep'], departmentId: west })
    service = await app.person({ account: 'service1', roles: ['service'], departmentId: west })
    pump = good(
      await app.admin.post('/products', {
        code: 'P-1',
        name: '水泵',
        specification: 'DN50',
        unit: '台',
        price: '1000.00',
        cost: '613.00',
        taxRate: '13',
      }),
      201,
    )
    good(
      await app.admin.patch('/company', {
        name: '青屿自动化有限公司',
        englishName: 'Islet Automation',
        logo: '青屿',
        address: '杭州市滨江区',
        phone: '0571-88880000',
        taxNumber: '91330106MA000001',
        bank: '招商银行杭州分行',
        account: '571900001',
      }),
    )
    customer = await newCustomer(rep, { name: '宁波东海泵业有限公司', phone: '0574-87654321', address: '宁波市鄞州区' })
    good(
      await rep.post('/contacts', { customerId: customer.id, name: '谢建平', phone: '13912345678', isPrimary: true }),
      201,
    )
  })
  afterAll(() => app.close())

  it('prints a quote: head, number, customer and contact, lines, totals, the amount in words, terms, signatures', async () => {
    const made = await quote()
    const words = wordsOf(await page(rep, `/quotes/${made.id}`))
    for (const said of [
      '青屿自动化有限公司',
      '地址 杭州市滨江区',
      '税号 91330106MA000001',
      '开户银行 招商银行杭州分行',
      '报价单',
      `编号 ${made.number}`,
      '客户 宁波东海泵业有限公司',
      '联系人 谢建平 139 1234 5678',
      '报价日期 2026-03-01',
      '有效期至 2026-03-31',
      '负责人 林知夏',
      'P-1 水泵 DN50 台 12 1,000.00 5 13 11,400.00',
      '不含税金额 ¥10,088.50',
      '其中税额 ¥1,311.50',
      '合计 ¥11,400.00',
      '金额（大写） 人民币壹万壹仟肆佰元整',
      '款到发货',
      '需方确认（盖章）',
      '签字 日期',
    ])
      expect(words).toContain(said)
    expect(words, 'a draft says so').toContain('草稿')
    good(await rep.post(`/quotes/${made.id}/submit`))
    expect(wordsOf(await page(rep, `/quotes/${made.id}`))).not.toMatch(/草稿|已确认/)
    const history = good(await rep.get(`/quotes/${made.id}/history`)).data
    expect(history[0]).toMatchObject({
      action: 'print',
      by: { name: '林知夏' },
      changes: [{ field: 'print', to: { format: 'html', template: null } }],
    })
  })

  it('says the same in English, with the amount in digits', async () => {
    const { id } = await quote()
    const words = wordsOf(await page(rep, `/quotes/${id}`, { 'accept-language': 'en' }))
    for (const said of ['Islet Automation', 'Quotation', 'Valid until 2026-03-31', 'Total ¥11,400.00', 'Draft'])
      expect(words).toContain(said)
    expect(words).not.toContain('人民币')
  })

  it('prints contracts with both parties, orders, and receipts with the sum in words and who paid', async () => {
    const contract = good(
      await rep.post('/contracts', {
        name: '水泵年度合同',
        customerId: customer.id,
        signedOn: '2026-03-02',
        amount: '12300.40',
        milestones: [{ name: '发货', plannedOn: '2026-04-01' }],
      }),
      201,
    )
    const agreed = wordsOf(await page(rep, `/contracts/${contract.id}`))
    for (const said of [
      '销售合同',
      '甲方（需方） 宁波东海泵业有限公司',
      '乙方（供方） 青屿自动化有限公司',
      '里程碑',
      '发货 2026-04-01',
      '人民币壹万贰仟叁佰元肆角整',
    ])
      expect(agreed).toContain(said)
    const order = good(
      await rep.post('/orders', {
        customerId: customer.id,
        lines: [{ productId: pump.id, quantity: '2' }],
        remark: '内部备注',
      }),
      201,
    )
    good(await rep.post(`/orders/${order.id}/submit`))
    const ordered = wordsOf(await page(rep, `/orders/${order.id}`))
    expect(ordered).toContain('销售订单')
    expect(ordered, 'remarks are for ourselves').not.toContain('内部备注')
    const receipt = good(
      await app.admin.post('/receipts', {
        customerId: customer.id,
        amount: '1000.05',
        allocations: [{ orderId: order.id, amount: '1000.05' }],
      }),
      201,
    )
    const html = await page(app.admin, `/receipts/${receipt.id}`)
    expect(html).toContain('size: A5 landscape')
    for (const said of ['收据', '今收到：宁波东海泵业有限公司', order.number, '人民币壹仟元零伍分', '收款单位（盖章）'])
      expect(wordsOf(html)).toContain(said)
  })

  it('takes the right to print and the row; what it shows stays within the rights of who prints', async () => {
    const made = await quote()
    refused(await other.get(`/quotes/${made.id}/print?format=html`), 404)
    refused(await rep.get(`/quotes/${nowhere}/print?format=html`), 404)
    for (const format of ['html', 'pdf'])
      refused(await service.get(`/quotes/${made.id}/print?format=${format}`), 403, 'no_right')

    expect(good(await director.get(`/quotes/${made.id}`)).cost).toBe('7356.00')
    for (const who of [rep, director]) {
      const html = await page(who, `/quotes/${made.id}`)
      expect(html).not.toMatch(/613|7,?356|4,?044|成本|毛利/)
    }
    const role = good(await app.admin.get(`/roles/${app.roleId('rep')}`))
    const fields = {
      customers: { phone: 'mask' },
      contacts: { phone: 'mask' },
      quotes: { ...role.fields.quotes, terms: 'none', tax: 'none' },
    }
    good(await app.admin.patch(`/roles/${role.id}`, { fields: { ...role.fields, ...fields } }))
    const html = await page(rep, `/quotes/${made.id}`)
    expect(html).toContain('139****5678')
    expect(html).not.toMatch(/139 ?1234 ?5678|87654321|款到发货|税额|不含税/)
    good(await app.admin.patch(`/roles/${role.id}`, { fields: role.fields }))
  })

  it('holds out with a document that says little, and with words that are marks', async () => {
    const bare = await quote({ lines: [], terms: null, validUntil: null })
    const words = wordsOf(await page(rep, `/quotes/${bare.id}`))
    expect(words).toContain('报价单')
    expect(words).not.toMatch(/null|undefined|有效期至|NaN/)
    const evil = await newCustomer(rep, { name: '<script>alert(1)</script>"&\'' })
    const html = await page(
      rep,
      `/quotes/${(await quote({ customerId: evil.id, terms: '</style><img src=x onerror=alert(1)>{customer.name}' })).id}`,
    )
    expect(html).not.toMatch(/<script|<img/i)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;&#39;')
    expect(html, 'only templates have placeholders').toContain('{customer.name}')
    const answer = await rep.get(`/quotes/${bare.id}/print?format=html`)
    expect(String(answer.headers['content-security-policy'])).toContain("default-src 'none'")
  })

  it('names a format it does not know, and keeps the card of everything else', async () => {
    const { id } = await quote()
    expect(faults(await rep.get(`/quotes/${id}/print?format=docx`))).toEqual({ format: 'unknown_option' })
    expect(faults(await rep.get(`/customers/${customer.id}/print?format=html`))).toEqual({ format: 'unknown_option' })
    expect(good(await rep.get(`/quotes/${id}/print`)).record.id).toBe(id)
  })

  it.skipIf(browser === undefined)(
    'makes a PDF: pages of a long table, each with its head and number',
    async () => {
      const lines = Array.from({ length: 200 }, (_, i) => ({
        productId: pump.id,
        quantity: String(i + 1),
        note: `第${i + 1}行`,
      }))
      const made = await quote({ lines })
      const { statusCode, headers, rawPayload } = await app.app.http.inject({
        method: 'GET',
        url: `/api/v1/quotes/${made.id}/print?format=pdf`,
        headers: {
          authorization: `Bearer ${good(await rep.post('/api-keys', { name: 'pdf', scopes: ['quotes:read', 'quotes:print', 'customers:read', 'products:read'] }), 201).key}`,
        },
      })
      expect({ statusCode, type: headers['content-type'] }).toEqual({ statusCode: 200, type: 'application/pdf' })
      expect(String(headers['content-disposition'])).toBe(`attachment; filename="${made.number}.pdf"`)
      expect(rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
      const pdf = await getDocument({ data: new Uint8Array(rawPayload) }).promise
      expect(pdf.numPages).toBeGreaterThan(4)
      const texts = []
      for (let i = 1; i <= pdf.numPages; i++) {
        const { items } = await (await pdf.getPage(i)).getTextContent()
        texts.push(
          items
            .map((item) => ('str' in item ? item.str : ''))
            .join('')
            .replace(/\s+/g, '')
            .normalize('NFKC'),
        )
      }
      for (const [i, text] of texts.entries()) {
        // The font has one sign for 页 and for the radical it is written with.
        expect(text).toMatch(new RegExp(`第${i + 1}./共${texts.length}.`, 'u'))
        if (text.includes('第100行') || i === 1) expect(text).toContain('含税单价')
      }
      expect(texts.join('')).toContain('第200行')
      const { view } = await pdf.getPage(1)
      expect([Math.round(view[2]!), Math.round(view[3]!)]).toEqual([595, 842])
      const history = good(await rep.get(`/quotes/${made.id}/history`)).data
      expect(history[0].changes[0].to).toMatchObject({ format: 'pdf' })
    },
    90_000,
  )
})

describe('a server whose browser does not answer', () => {
  it('gives up on it after its time, ends it, and says so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greensea-idle-'))
    const program = join(folder, 'idle')
    await writeFile(program, `#!/bin/sh\necho $$ > ${folder}/pid\nexec sleep 60\n`, { mode: 0o755 })
    const app = await startTestApp({ browser: { program, seconds: 1 } })
    const { id: customerId } = await newCustomer(app.admin)
    const { id } = good(await app.admin.post('/quotes', { customerId }), 201)
    const path = `/quotes/${id}/print?format=pdf`
    for (let i = 0; i < 2; i++) refused(await app.admin.get(path), 503, 'pdf_failed')
    const history = good(await app.admin.get(`/quotes/${id}/history`)).data
    expect(history.some((one: { action: string }) => one.action === 'print')).toBe(false)
    await expect(readFile(join(folder, 'pid'), 'utf8').then((pid) => process.kill(Number(pid), 0))).rejects.toThrow(
      'ESRCH',
    )
    await app.close()
    await rm(folder, { recursive: true })
  }, 60_000)
})

describe('a server without a browser', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp({ browser: { program: '' } })
  })
  afterAll(() => app.close())

  it('says how to get one, prints pages all the same, and notes only what was printed', async () => {
    const { id: customerId } = await newCustomer(app.admin)
    const { id } = good(await app.admin.post('/quotes', { customerId }), 201)
    const said = refused(await app.admin.get(`/quotes/${id}/print?format=pdf`), 503, 'no_browser')
    expect(said.detail).toContain('GREENSEA_CHROMIUM')
    good(await app.admin.get(`/quotes/${id}/print?format=html`))
    const history = good(await app.admin.get(`/quotes/${id}/history`)).data
    expect(history.filter((one: { action: string }) => one.action === 'print')).toHaveLength(1)
  })
})
