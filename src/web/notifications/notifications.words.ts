import { label } from '../../model/label.ts'
import { defineWords } from '../words.ts'

export const notificationWords = defineWords('notifications', {
  title: label('通知', 'Notifications'),
  unreadCount: label('{{count}} 条未读', '{{count}} unread'),
  noUnread: label('全部已读', 'All read'),
  all: label('全部', 'All'),
  unread: label('未读', 'Unread'),
  readAll: label('全部标为已读', 'Mark all as read'),
  readKind: label('这类标为已读', 'Mark this kind as read'),
  readOne: label('标为已读', 'Mark as read'),
  marked: label('{{count}} 条标为已读', '{{count}} marked as read'),
  allKinds: label('所有类别', 'All kinds'),
  settings: label('通知设置', 'Notification settings'),
  kept: label(
    '已读的保留 {{read}} 天，未读的 {{unread}} 天',
    'Kept for {{read}} days once read, {{unread}} days unread',
  ),
  today: label('今天', 'Today'),
  earlier: label('更早', 'Earlier'),
  none: label('没有通知', 'No notifications'),
  noneUnread: label('没有未读通知', 'Nothing unread'),
  noneText: label(
    '提到你、评注你的跟进、分配或回收客户时，会出现在这里',
    'Mentions, comments, assigned and recycled customers appear here',
  ),
  showAll: label('看全部通知', 'See all'),
  toWork: label('去工作台', 'Go to the workbench'),
  failed: label('通知没能载入', 'The notifications did not load'),
  more: label('更早的通知', 'Earlier notifications'),
  system: label('系统', 'System'),
  bell: label('通知，{{count}} 条未读', 'Notifications, {{count}} unread'),
  bellNone: label('通知', 'Notifications'),
})
