import { Link, useNavigate } from 'react-router'
import { useMeta } from '../meta.ts'
import { Loaded, Moment, Section, SmallTable } from '../settings/parts.tsx'
import { useLabel, useWords } from '../words.ts'
import { type ImportRun, isChecked, useImports } from './import-run.ts'
import { importWords } from './importing.words.ts'

const tones: Readonly<Record<string, string>> = {
  mapping: 'is-wait',
  running: 'is-info',
  undoing: 'is-info',
  checked: 'is-info',
  done: 'is-good',
  failed: 'is-bad',
  undone: '',
}

/** Imports of before: what came of them; those not finished go on. */
export const EarlierImports = () => {
  const t = useWords(importWords)
  const label = useLabel()
  const navigate = useNavigate()
  const { objects } = useMeta()
  const query = useImports()
  const objectName = (run: ImportRun) => {
    const object = objects.find((candidate) => candidate.path === run.object)
    return object === undefined ? run.object : label(object.label)
  }
  return (
    <Section title={t('earlier')}>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="gs-muted">{t('noEarlier')}</p>
          ) : (
            <SmallTable<ImportRun>
              label={t('earlier')}
              rows={data}
              keyOf={(run) => run.id}
              onOpen={(run) => void navigate(`/import/${run.id}`)}
              columns={[
                {
                  key: 'file',
                  title: t('file'),
                  cell: (run) => (
                    <Link to={`/import/${run.id}`} onClick={(event) => event.stopPropagation()}>
                      {run.fileName ?? objectName(run)}
                    </Link>
                  ),
                },
                { key: 'object', title: t('what'), wide: true, cell: objectName },
                { key: 'state', title: t('state'), cell: (run) => <State run={run} /> },
                {
                  key: 'result',
                  title: t('result'),
                  wide: true,
                  cell: (run) =>
                    run.status === 'mapping'
                      ? t('rows', { count: run.total || (run.rows ?? 0) })
                      : t('resultText', {
                          created: run.created,
                          updated: run.updated,
                          skipped: run.skipped,
                          failed: run.failed,
                        }),
                },
                {
                  key: 'at',
                  title: t('at'),
                  cell: (run) => (run.createdAt === undefined ? null : <Moment at={run.createdAt} />),
                },
              ]}
            />
          )
        }
      </Loaded>
    </Section>
  )
}

const State = ({ run }: { run: ImportRun }) => {
  const t = useWords(importWords)
  const state = isChecked(run) ? 'checked' : run.status
  return <span className={`gs-tag ${tones[state] ?? ''}`}>{t(state)}</span>
}
