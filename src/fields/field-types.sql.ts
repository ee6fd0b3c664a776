import type { SqlFieldType } from '../model/sql-field.ts'
import { booleanSql } from './boolean/boolean.sql.ts'
import { choiceSql } from './choice/choice.sql.ts'
import { dateSql } from './date/date.sql.ts'
import { dateTimeSql } from './date-time/date-time.sql.ts'
import { decimalSql } from './decimal/decimal.sql.ts'
import { departmentSql } from './department/department.sql.ts'
import { emailSql } from './email/email.sql.ts'
import { employeeSql } from './employee/employee.sql.ts'
import { idSql } from './id/id.sql.ts'
import { industrySql } from './industry/industry.sql.ts'
import { integerSql } from './integer/integer.sql.ts'
import { jsonSql } from './json/json.sql.ts'
import { linesSql } from './lines/lines.sql.ts'
import { longTextSql } from './long-text/long-text.sql.ts'
import { membersSql } from './members/members.sql.ts'
import { moneySql } from './money/money.sql.ts'
import { multiChoiceSql } from './multi-choice/multi-choice.sql.ts'
import { percentSql } from './percent/percent.sql.ts'
import { phoneSql } from './phone/phone.sql.ts'
import { recurrenceSql } from './recurrence/recurrence.sql.ts'
import { referenceSql } from './reference/reference.sql.ts'
import { referencesSql } from './references/references.sql.ts'
import { regionSql } from './region/region.sql.ts'
import { serialSql } from './serial/serial.sql.ts'
import { textSql } from './text/text.sql.ts'
import { urlSql } from './url/url.sql.ts'

/** The database half of every field type. */
export const sqlFieldTypes: readonly SqlFieldType[] = [
  textSql,
  longTextSql,
  phoneSql,
  emailSql,
  urlSql,
  choiceSql,
  multiChoiceSql,
  booleanSql,
  integerSql,
  decimalSql,
  moneySql,
  percentSql,
  dateSql,
  dateTimeSql,
  regionSql,
  industrySql,
  referenceSql,
  referencesSql,
  employeeSql,
  departmentSql,
  membersSql,
  serialSql,
  idSql,
  jsonSql,
  recurrenceSql,
  linesSql,
]
