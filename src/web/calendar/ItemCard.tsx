import { Button } from 'antd'
import { Building2, Clock, MapPin, Repeat, UserRound, X } from 'lucide-react'
import { Link, useNavigate } from 'react-router'
import { useWebContext } from '../field.tsx'
import { openForm } from '../form-host.ts'
import { useWords } from '../words.ts'
import { type CalendarItem, calendarChanged, completeTask } from './calendar.data.ts'
import { calendarWords } from './calendar.words.ts'
import { timesText } from './said.ts'
import type { ItemActs } from './use-acts.tsx'

/** What an item is, and what can be done with it, without leaving the calendar. */
export const ItemCard = ({ item, acts }: { readonly item: CalendarItem; readonly acts: ItemActs }) => {
  const t = useWords(calendarWords)
  const context = useWebContext()
  const navigate = useNavigate()
  const edit = () => {
    acts.show(null)
    if (item.object !== null && item.id !== null)
      openForm({ object: item.object, id: item.id, onSaved: () => void calendarChanged(item) })
  }
  return (
    <section className="gs-cal-card" aria-label={item.title ?? t('untitled')}>
      <header>
        <span className={`gs-cal-dot is-${item.kind}`} aria-hidden />
        <h3>{item.title ?? t('untitled')}</h3>
        <button
          type="button"
          className="gs-plain gs-icon-button"
          aria-label={t('close')}
          onClick={() => acts.show(null)}
        >
          <X aria-hidden />
        </button>
      </header>
      <dl>
        <div>
          <Clock aria-hidden />
          <dd>
            {timesText(item, context)}
            {item.done && <span className="gs-muted"> · {t('done')}</span>}
          </dd>
        </div>
        {item.recurring && (
          <div>
            <Repeat aria-hidden />
            <dd>{t(item.changed === true ? 'changed' : 'recurring')}</dd>
          </div>
        )}
        {item.location != null && item.location !== '' && (
          <div>
            <MapPin aria-hidden />
            <dd>{item.location}</dd>
          </div>
        )}
        {item.customer != null && item.customer.name !== null && (
          <div>
            <Building2 aria-hidden />
            <dd>
              <Link to={`/o/customers/${item.customer.id}`}>{item.customer.name}</Link>
            </dd>
          </div>
        )}
        {item.owner != null && item.owner.id !== context.me.id && (
          <div>
            <UserRound aria-hidden />
            <dd>{item.owner.name}</dd>
          </div>
        )}
      </dl>
      <footer>
        {item.link !== null && (
          <Button size="small" onClick={() => item.link !== null && void navigate(item.link)}>
            {t('open')}
          </Button>
        )}
        {item.kind === 'task' && !item.done && item.can.edit && (
          <Button
            size="small"
            onClick={() => {
              acts.show(null)
              void completeTask(item)
            }}
          >
            {t('complete')}
          </Button>
        )}
        {item.can.edit && item.kind !== 'contact' && (
          <Button size="small" onClick={edit}>
            {t('edit')}
          </Button>
        )}
        {item.can.delete && (
          <Button size="small" danger onClick={() => acts.remove(item)}>
            {t('remove')}
          </Button>
        )}
      </footer>
    </section>
  )
}
