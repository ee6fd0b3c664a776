import { label } from '../../model/label.ts'
import { defineWords } from '../words.ts'

export const notificationWords = defineWords('notifications', {
  title: label('通知', 'Notifications'),
  unreadCount: label('{{count}} 条未读', '{{count}} unread'),
  noUnread: label('全部已读', 'All read'),
  all: label('全部', 'All'),
  unread: label('未读', 'Unread'),
  readAll: label('全部标为已读', 'Mark all as read'),
  marked: label('已全部标为已读', 'All marked as read'),
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
