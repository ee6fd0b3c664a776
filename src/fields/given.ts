import type { InputProps } from '../model/web-field.ts'

/** What every control takes from the input's properties, with what was not given left out. */
export const given = ({
  id,
  size,
  status,
  placeholder,
  disabled,
  autoFocus,
  onBlur,
  field,
  context,
}: Omit<InputProps, 'record' | 'value' | 'onChange'>) => ({
  'aria-label': field.label[context.locale],
  disabled: disabled === true,
  autoFocus: autoFocus === true,
  ...(id === undefined ? {} : { id }),
  ...(size === undefined ? {} : { size }),
  ...(status === undefined ? {} : { status }),
  ...(placeholder === undefined ? {} : { placeholder }),
  ...(onBlur === undefined ? {} : { onBlur }),
})
