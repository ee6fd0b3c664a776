import { Button, Dropdown, Input } from 'antd'
import { ArrowDown, ArrowUp, Flag, GitBranch, Mail, Plus, Trash2, UserCheck, UserRound } from 'lucide-react'
import { useState } from 'react'
import type { BranchNode, FlowNode } from '../../../model/flow.ts'
import type { ObjectMeta } from '../../meta.ts'
import { useWords } from '../../words.ts'
import { ConditionInput } from './ConditionInput.tsx'
import { blankWho, inserted, moved, newNodeId, replaced, withBranch } from './draft.ts'
import { flowWords } from './flows.words.ts'
import { NodeDialog } from './NodeDialog.tsx'
import { WhoText } from './WhoText.tsx'

export interface FlowSetting {
  readonly object: ObjectMeta
  readonly mayChoose: boolean
  readonly faultOf: (path: string) => string | undefined
}

interface FlowNodesProps extends FlowSetting {
  readonly nodes: readonly FlowNode[]
  readonly path: string
  readonly onChange: (nodes: readonly FlowNode[]) => void
}

/** A flow from top to bottom: who asks, the nodes, the end; between any two a node can be added. */
export const FlowColumn = (props: FlowNodesProps) => {
  const t = useWords(flowWords)
  return (
    <div className="gs-flowchart">
      <div className="gs-flow-end">
        <UserRound aria-hidden /> {t('submitter')}
      </div>
      <Nodes {...props} />
      <div className="gs-flow-end">
        <Flag aria-hidden /> {t('end')}
      </div>
    </div>
  )
}

const Nodes = (props: FlowNodesProps) => {
  const { nodes, path, onChange } = props
  return (
    <>
      <AddNode onAdd={(node) => onChange(inserted(nodes, 0, node))} />
      {nodes.map((node, index) => (
        <div key={node.id} className="gs-flow-step">
          <NodeCard
            {...props}
            node={node}
            path={`${path}.${index}`}
            onChange={(next) =>
              onChange(next === null ? nodes.filter((_, i) => i !== index) : replaced(nodes, index, next))
            }
            onMove={(by) => onChange(moved(nodes, index, index + by))}
            isFirst={index === 0}
            isLast={index === nodes.length - 1}
          />
          <AddNode onAdd={(one) => onChange(inserted(nodes, index + 1, one))} />
        </div>
      ))}
    </>
  )
}

const AddNode = ({ onAdd }: { onAdd: (node: FlowNode) => void }) => {
  const t = useWords(flowWords)
  const make = (kind: string): FlowNode =>
    kind === 'copy'
      ? { id: newNodeId(), kind: 'copy', name: t('newCopy'), who: blankWho }
      : kind === 'branch'
        ? {
            id: newNodeId(),
            kind: 'branch',
            name: t('newBranch'),
            branches: [
              { name: t('case', { count: 1 }), when: {}, nodes: [] },
              { name: t('otherwise'), when: null, nodes: [] },
            ],
          }
        : { id: newNodeId(), kind: 'approve', name: t('newApprove'), who: blankWho, how: 'any' }
  return (
    <div className="gs-flow-add">
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'approve', label: t('addApprove'), icon: <UserCheck aria-hidden /> },
            { key: 'copy', label: t('addCopy'), icon: <Mail aria-hidden /> },
            { key: 'branch', label: t('addBranch'), icon: <GitBranch aria-hidden /> },
          ],
          onClick: ({ key }) => onAdd(make(key)),
        }}
      >
        <Button shape="circle" size="small" icon={<Plus aria-hidden />} aria-label={t('addHere')} />
      </Dropdown>
    </div>
  )
}

interface NodeCardProps extends FlowSetting {
  readonly node: FlowNode
  readonly path: string
  readonly onChange: (node: FlowNode | null) => void
  readonly onMove: (by: -1 | 1) => void
  readonly isFirst: boolean
  readonly isLast: boolean
}

const NodeCard = (props: NodeCardProps) => {
  const { node, path, faultOf, onChange, onMove, isFirst, isLast, object, mayChoose } = props
  const t = useWords(flowWords)
  const [editing, setEditing] = useState(false)
  const fault = ['', '.name', '.who', '.who.0', '.who.0.ids', '.who.0.field', '.branches']
    .map((end) => faultOf(path + end))
    .find((one) => one !== undefined)
  const tools = (
    <span className="gs-flow-tools">
      <button
        type="button"
        className="gs-plain gs-icon-button"
        aria-label={t('up')}
        disabled={isFirst}
        onClick={() => onMove(-1)}
      >
        <ArrowUp aria-hidden />
      </button>
      <button
        type="button"
        className="gs-plain gs-icon-button"
        aria-label={t('down')}
        disabled={isLast}
        onClick={() => onMove(1)}
      >
        <ArrowDown aria-hidden />
      </button>
      <button type="button" className="gs-plain gs-icon-button" aria-label={t('remove')} onClick={() => onChange(null)}>
        <Trash2 aria-hidden />
      </button>
    </span>
  )
  if (node.kind === 'branch') return <BranchCard {...props} node={node} tools={tools} fault={fault} />
  const Mark = node.kind === 'copy' ? Mail : UserCheck
  return (
    <div className={`gs-flow-node is-${node.kind} ${fault === undefined ? '' : 'is-wrong'}`}>
      <button
        type="button"
        className="gs-plain gs-flow-face"
        aria-label={`${t('edit')} ${node.name}`}
        onClick={() => setEditing(true)}
      >
        <span className="gs-flow-name">
          <Mark aria-hidden /> {node.name}
        </span>
        <WhoText node={node} object={object} />
      </button>
      {tools}
      {fault !== undefined && (
        <p className="gs-fault" role="alert">
          {fault}
        </p>
      )}
      {editing && (
        <NodeDialog
          object={object}
          node={node}
          mayChoose={mayChoose}
          onDone={(next) => {
            onChange(next)
            setEditing(false)
          }}
          onClose={() => setEditing(false)}
        />
      )}
    </div>
  )
}

type BranchCardProps = Omit<NodeCardProps, 'node'> & {
  readonly node: BranchNode
  readonly tools: React.ReactNode
  readonly fault: string | undefined
}

const BranchCard = ({ node, path, object, mayChoose, faultOf, onChange, tools, fault }: BranchCardProps) => {
  const t = useWords(flowWords)
  const setBranch = (at: number, change: Partial<BranchNode['branches'][number]>) =>
    onChange({ ...node, branches: replaced(node.branches, at, { ...node.branches[at]!, ...change }) })
  return (
    <div className="gs-flow-branch">
      <div className={`gs-flow-node is-branch ${fault === undefined ? '' : 'is-wrong'}`}>
        <span className="gs-flow-name">
          <GitBranch aria-hidden />
          <Input
            variant="borderless"
            size="small"
            aria-label={t('name')}
            value={node.name}
            maxLength={40}
            onChange={(event) => onChange({ ...node, name: event.target.value })}
          />
        </span>
        {tools}
        {fault !== undefined && (
          <p className="gs-fault" role="alert">
            {fault}
          </p>
        )}
      </div>
      <div className="gs-flow-cases">
        {node.branches.map((branch, index) => {
          const isLast = index === node.branches.length - 1
          const at = `${path}.branches.${index}`
          const wrong = faultOf(`${at}.when`)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: branches have no other identity
            <div key={index} className="gs-flow-case">
              <div className="gs-flow-case-head">
                <Input
                  variant="borderless"
                  size="small"
                  aria-label={t('branchName')}
                  value={branch.name}
                  maxLength={40}
                  onChange={(event) => setBranch(index, { name: event.target.value })}
                />
                {node.branches.length > 2 && !isLast && (
                  <button
                    type="button"
                    className="gs-plain gs-icon-button"
                    aria-label={t('removeCase')}
                    onClick={() => onChange({ ...node, branches: node.branches.filter((_, i) => i !== index) })}
                  >
                    <Trash2 aria-hidden />
                  </button>
                )}
              </div>
              {isLast ? (
                <p className="gs-muted">{t('otherwise')}</p>
              ) : (
                <ConditionInput
                  object={object}
                  value={branch.when}
                  empty={t('noCondition')}
                  onChange={(when) => setBranch(index, { when: when ?? {} })}
                />
              )}
              {wrong !== undefined && (
                <p className="gs-fault" role="alert">
                  {wrong}
                </p>
              )}
              <Nodes
                object={object}
                mayChoose={mayChoose}
                faultOf={faultOf}
                nodes={branch.nodes}
                path={`${at}.nodes`}
                onChange={(nodes) => setBranch(index, { nodes })}
              />
            </div>
          )
        })}
        <Button
          size="small"
          type="text"
          icon={<Plus aria-hidden />}
          onClick={() =>
            onChange({ ...node, branches: withBranch(node.branches, t('case', { count: node.branches.length })) })
          }
        >
          {t('addCase')}
        </Button>
      </div>
    </div>
  )
}
