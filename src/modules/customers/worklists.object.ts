import { label } from '../../model/label.ts'
import type { ObjectDef } from '../../model/object.ts'

/** The lists of customers that everybody has; those nobody edited (A33) and key ones that lack something (B9) among them. */
export const customerViews: NonNullable<ObjectDef['views']> = [
  { name: 'mine', label: label('我的客户', 'My customers'), filter: { ownerId: '@me' }, sort: '-updatedAt' },
  {
    name: 'lapsing',
    label: label('七天内掉保', 'Lapsing in 7 days'),
    filter: { ownerId: '@me', protectedUntil: { lt: '@today+8' } },
    sort: 'protectedUntil',
  },
  {
    name: 'key',
    label: label('A 级未成交', 'A level, not dealt'),
    filter: { level: 'A', dealStatus: 'none', ownerId: { isNull: false } },
  },
  {
    name: 'recent',
    label: label('最近新建', 'Recently created'),
    filter: { createdAt: { gte: '@today-7' } },
    sort: '-createdAt',
  },
  {
    name: 'stale',
    label: label('久未维护', 'Not maintained'),
    filter: { updatedAt: { lt: '@today-180' } },
    sort: 'updatedAt',
  },
  {
    name: 'keyBelowTarget',
    label: label('主力未达标', 'Key, below target'),
    filter: { belowTarget: true },
    sort: 'completeness',
  },
  { name: 'all', label: label('全部', 'All'), filter: {} },
  { name: 'target', label: label('目标', 'Target'), filter: { lifecycle: 'target' } },
  { name: 'existing', label: label('现有', 'Existing'), filter: { lifecycle: { in: ['customer', 'repeat'] } } },
  { name: 'atRisk', label: label('将流失', 'At risk'), filter: { lifecycle: { in: ['dormant', 'atRisk'] } } },
  { name: 'lost', label: label('流失', 'Lost'), filter: { lifecycle: 'lost' } },
]
