import { Drawer, Popover } from 'antd'
import { cloneElement, type MouseEvent, type ReactElement, type ReactNode } from 'react'
import { useWidth } from '../media.ts'

interface PopProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly label: string
  readonly content: ReactNode
  /** The button it belongs to. */
  readonly children: ReactElement<{ onClick?: (event: MouseEvent) => void }>
}

/** Floats below its button; on the phone it is a sheet from below. */
export const Pop = ({ open, onOpenChange, label, content, children }: PopProps) => {
  const isPhone = useWidth() === 'phone'
  if (!isPhone)
    return (
      <Popover
        open={open}
        onOpenChange={onOpenChange}
        trigger="click"
        placement="bottomLeft"
        arrow={false}
        destroyOnHidden
        content={content}
      >
        {children}
      </Popover>
    )
  return (
    <>
      {cloneElement(children, { onClick: () => onOpenChange(true) })}
      <Drawer
        open={open}
        onClose={() => onOpenChange(false)}
        title={label}
        placement="bottom"
        size="auto"
        rootClassName="gs-sheet"
        destroyOnHidden
      >
        {content}
      </Drawer>
    </>
  )
}
