import { describe, expect, test } from 'vitest'
import { department, departmentType } from '../department/department.ts'
import { employee, employeeType } from '../employee/employee.ts'
import { id, idType } from '../id/id.ts'
import { reference, referenceType } from './reference.ts'

const uuid = '0197f3a0-1111-7abc-8def-0123456789ab'

describe.each([
  ['reference', referenceType, reference({ zh: '客户', en: 'Customer', to: 'customers' })],
  ['employee', employeeType, employee({ zh: '负责人', en: 'Owner' })],
  ['department', departmentType, department({ zh: '部门', en: 'Department' })],
  ['id', idType, id({ zh: '编号', en: 'Id' })],
] as const)('%s', (_, type, field) => {
  test('takes a UUID in text, in lower case', () => {
    expect(type.parse(uuid, field)).toEqual({ ok: true, value: uuid })
    expect(type.parse(` ${uuid.toUpperCase()} `, field)).toEqual({ ok: true, value: uuid })
    expect(type.write(uuid, field, 'zh')).toBe(uuid)
  })
  test.each([
    '',
    '1',
    'x'.repeat(36),
    `${uuid}0`,
    `{${uuid}}`,
    uuid.replaceAll('-', ''),
    `${uuid}\u0000`,
    "' or 1=1",
    '０197f3a0-1111-7abc-8def-0123456789ab',
    'a'.repeat(10_000_000),
    '@me',
  ])('refuses %s', (value) => expect(type.parse(value, field)).toMatchObject({ ok: false, code: 'not_an_id' }))
  test.each([1, true, [uuid], { id: uuid }, Number.NaN])('refuses %j, which is not text', (value) =>
    expect(type.parse(value, field)).toMatchObject({ ok: false, code: 'wrong_type' }),
  )
})
