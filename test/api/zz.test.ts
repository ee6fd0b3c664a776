import { it } from 'vitest'
import { startTestApp } from '../support/app.ts'
it('x', async () => {
  const app = await startTestApp({ log: true })
  for (const [i, type] of ['text', 'longText', 'phone', 'email', 'url', 'boolean', 'integer', 'decimal', 'money', 'percent', 'date', 'dateTime', 'region', 'industry', 'employee', 'department', 'choice', 'multiChoice'].entries()) {
    const a = await app.admin.post('/fields', { object: 'customers', name: `extra${i}`, type, label: { zh: `自定义${type}`, en: type }, ...(type.toLowerCase().includes('choice') ? { options: [{ key: 'a', label: { zh: '甲', en: 'A' } }] } : {}) })
    console.log(type, a.status, JSON.stringify(a.body).slice(0, 200))
  }
  await app.close()
})
