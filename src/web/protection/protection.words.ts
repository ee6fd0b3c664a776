import { label } from '../../model/label.ts'
import { defineWords } from '../words.ts'

export const protectionWords = defineWords('protection', {
  days: label('{{count}}天', '{{count}}d'),
  left: label('剩 {{count}} 天', '{{count}} days left'),
  left_one: label('剩 {{count}} 天', '{{count}} day left'),
  today: label('今天 {{time}}', 'today {{time}}'),
  over: label('已到期', 'expired'),
  locked: label('已锁定', 'Locked'),
  dealt: label('已成交', 'Dealt'),
  until: label('剩 {{count}} 天，{{moment}} 到期', '{{count}} days left, until {{moment}}'),
  untilToday: label('今天 {{time}} 到期', 'expires today {{time}}'),
  lockedWhy: label('已锁定，不会被系统回收', 'Locked: the system will not recycle it'),
  dealtWhy: label('已成交，不会被系统回收', 'Dealt: the system will not recycle it'),
})
