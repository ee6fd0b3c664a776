import type { WebFieldType } from '../model/web-field.ts'
import { booleanWeb } from './boolean/boolean.tsx'
import { choiceWeb } from './choice/choice.tsx'
import { dateWeb } from './date/date.tsx'
import { dateTimeWeb } from './date-time/date-time.tsx'
import { decimalWeb } from './decimal/decimal.tsx'
import { departmentWeb } from './department/department.tsx'
import { emailWeb } from './email/email.tsx'
import { employeeWeb } from './employee/employee.tsx'
import { idWeb } from './id/id.tsx'
import { industryWeb } from './industry/industry.tsx'
import { integerWeb } from './integer/integer.tsx'
import { jsonWeb } from './json/json.tsx'
import { linesWeb } from './lines/lines.tsx'
import { longTextWeb } from './long-text/long-text.tsx'
import { membersWeb } from './members/members.tsx'
import { moneyWeb } from './money/money.tsx'
import { multiChoiceWeb } from './multi-choice/multi-choice.tsx'
import { percentWeb } from './percent/percent.tsx'
import { phoneWeb } from './phone/phone.tsx'
import { recurrenceWeb } from './recurrence/recurrence.tsx'
import { referenceWeb } from './reference/reference.tsx'
import { referencesWeb } from './references/references.tsx'
import { regionWeb } from './region/region.tsx'
import { serialWeb } from './serial/serial.tsx'
import { textWeb } from './text/text.tsx'
import { urlWeb } from './url/url.tsx'

/** How each field type looks, by its name. */
export const fieldTypes: Readonly<Record<string, WebFieldType>> = Object.fromEntries(
  [
    booleanWeb,
    recurrenceWeb,
    choiceWeb,
    dateWeb,
    dateTimeWeb,
    decimalWeb,
    departmentWeb,
    emailWeb,
    employeeWeb,
    idWeb,
    industryWeb,
    integerWeb,
    jsonWeb,
    linesWeb,
    longTextWeb,
    membersWeb,
    moneyWeb,
    multiChoiceWeb,
    percentWeb,
    phoneWeb,
    referenceWeb,
    referencesWeb,
    regionWeb,
    serialWeb,
    textWeb,
    urlWeb,
  ].map((type) => [type.name, type]),
)
