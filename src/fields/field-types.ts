import type { FieldType } from '../model/field.ts'
import { booleanType } from './boolean/boolean.ts'
import { choiceType } from './choice/choice.ts'
import { dateType } from './date/date.ts'
import { dateTimeType } from './date-time/date-time.ts'
import { decimalType } from './decimal/decimal.ts'
import { departmentType } from './department/department.ts'
import { emailType } from './email/email.ts'
import { employeeType } from './employee/employee.ts'
import { idType } from './id/id.ts'
import { industryType } from './industry/industry.ts'
import { integerType } from './integer/integer.ts'
import { jsonType } from './json/json.ts'
import { linesType } from './lines/lines.ts'
import { longTextType } from './long-text/long-text.ts'
import { membersType } from './members/members.ts'
import { moneyType } from './money/money.ts'
import { multiChoiceType } from './multi-choice/multi-choice.ts'
import { percentType } from './percent/percent.ts'
import { phoneType } from './phone/phone.ts'
import { recurrenceType } from './recurrence/recurrence.ts'
import { referenceType } from './reference/reference.ts'
import { referencesType } from './references/references.ts'
import { regionType } from './region/region.ts'
import { serialType } from './serial/serial.ts'
import { textType } from './text/text.ts'
import { urlType } from './url/url.ts'

/** Every field type there is; a new one is a folder and a line here. */
export const fieldTypes: readonly FieldType[] = [
  textType,
  longTextType,
  phoneType,
  emailType,
  urlType,
  choiceType,
  multiChoiceType,
  booleanType,
  integerType,
  decimalType,
  moneyType,
  percentType,
  dateType,
  dateTimeType,
  regionType,
  industryType,
  referenceType,
  referencesType,
  employeeType,
  departmentType,
  membersType,
  serialType,
  idType,
  jsonType,
  recurrenceType,
  linesType,
]
