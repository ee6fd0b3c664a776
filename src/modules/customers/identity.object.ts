import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import type { Identity } from '../../model/object.ts'

/** Which fields tell who a customer is (C6–C9, G7). */
export const customerIdentity: Identity = {
  kind: 'company',
  name: 'name',
  aliases: ['shortName', 'formerName'],
  codes: ['creditCode'],
  phones: ['phone', 'phones'],
  emails: ['email', 'emails'],
  sites: ['website'],
  address: 'address',
  place: 'placeId',
  group: 'groupId',
}

/** What it was called before, and with whom it belongs together. */
export const furtherIdentity = {
  formerName: text({ zh: '曾用名', en: 'Former name', max: 200, search: true, aliases: ['原名', '变更前名称'] }),
  groupId: reference({
    zh: '所属集团',
    en: 'Group',
    to: 'company-groups',
    aliases: ['集团', '实际控制人'],
    help: label('同一个老板或实际控制人的几家公司归在一个集团下', 'Companies of one controller belong to one group'),
  }),
  placeId: reference({
    zh: '地点',
    en: 'Place',
    to: 'places',
    aliases: ['POI', '所在园区', '所在大厦'],
    help: label(
      '同一园区、大厦里的客户会互相提示；没填地址时用它的地址',
      'Customers in the same park or building are told of each other; without an address of its own a customer has that of the place',
    ),
  }),
}
