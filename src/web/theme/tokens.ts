/** The colours of both themes, by meaning. The only place, beside the style sheet of the fonts, where a colour is written. */
export interface Palette {
  readonly primary: string
  readonly primaryHover: string
  readonly primaryActive: string
  readonly primaryText: string
  readonly primaryBg: string
  readonly primaryBgHover: string
  readonly primaryBorder: string
  readonly onPrimary: string
  readonly text: string
  readonly text2: string
  readonly text3: string
  readonly placeholder: string
  readonly disabled: string
  readonly border: string
  readonly buttonBorder: string
  readonly line: string
  readonly split: string
  readonly page: string
  readonly canvas: string
  readonly raised: string
  readonly side: string
  readonly fill3: string
  readonly fill2: string
  readonly hover: string
  readonly selected: string
  readonly wait: string
  readonly waitBg: string
  readonly waitBorder: string
  readonly waitFill: string
  readonly bad: string
  readonly badBg: string
  readonly badBorder: string
  readonly badFill: string
  readonly badSolid: string
  readonly info: string
  readonly infoBg: string
  readonly infoBorder: string
  readonly water: string
  readonly waterPale: string
  readonly mask: string
  readonly past: string
  readonly toast: string
  readonly onToast: string
  readonly toastLink: string
  readonly toastLine: string
  readonly shadowPopup: string
  readonly shadowDialog: string
}

export const light: Palette = {
  primary: '#0F6B57',
  primaryHover: '#0B5746',
  primaryActive: '#084638',
  primaryText: '#0F6B57',
  primaryBg: '#E9F3EF',
  primaryBgHover: '#D8EAE3',
  primaryBorder: '#A9CFC2',
  onPrimary: '#FFFFFF',
  text: '#17211D',
  text2: '#4A5752',
  text3: '#616E68',
  placeholder: '#6B7771',
  disabled: '#9AA5A0',
  border: '#8B9690',
  buttonBorder: '#CCD5D0',
  line: '#E4E9E6',
  split: '#EEF1EF',
  page: '#FFFFFF',
  canvas: '#F6F8F7',
  raised: '#FFFFFF',
  side: '#F1F4F2',
  fill3: '#F1F4F2',
  fill2: '#E7ECE9',
  hover: '#F6F9F7',
  selected: '#EAF4F0',
  wait: '#9A5208',
  waitBg: '#FFF4E3',
  waitBorder: '#EBC58D',
  waitFill: '#C87A1C',
  bad: '#B0322A',
  badBg: '#FDEFED',
  badBorder: '#EDB4AF',
  badFill: '#C9463C',
  badSolid: '#B0322A',
  info: '#2A5FB8',
  infoBg: '#EDF2FB',
  infoBorder: '#B9CCED',
  water: '#4C9881',
  waterPale: '#B9DBD0',
  mask: 'rgba(18, 30, 25, 0.38)',
  past: '#82908A',
  toast: '#17211D',
  onToast: '#FFFFFF',
  toastLink: '#8FD9C2',
  toastLine: '#3B4742',
  shadowPopup: '0 1px 2px rgba(23, 33, 29, 0.06), 0 8px 24px -6px rgba(23, 33, 29, 0.16)',
  shadowDialog: '0 24px 64px -12px rgba(23, 33, 29, 0.28)',
}

export const dark: Palette = {
  primary: '#1A7F69',
  primaryHover: '#1D846D',
  primaryActive: '#15705C',
  primaryText: '#4FC7A6',
  primaryBg: '#17302A',
  primaryBgHover: '#1D3E35',
  primaryBorder: '#2B5C4E',
  onPrimary: '#FFFFFF',
  text: '#E4EBE8',
  text2: '#A4B1AB',
  text3: '#8C9A94',
  placeholder: '#83908A',
  disabled: '#6E7B76',
  border: '#64716B',
  buttonBorder: '#38443F',
  line: '#26302C',
  split: '#1E2724',
  page: '#131A18',
  canvas: '#0E1412',
  raised: '#1A2320',
  side: '#0E1412',
  fill3: '#1B2421',
  fill2: '#24302B',
  hover: '#18211E',
  selected: '#17302A',
  wait: '#E2A354',
  waitBg: '#2B2113',
  waitBorder: '#5A4320',
  waitFill: '#C8832E',
  bad: '#F08A80',
  badBg: '#2E1816',
  badBorder: '#63302B',
  badFill: '#D0564C',
  badSolid: '#B0322A',
  info: '#86AEF0',
  infoBg: '#18233A',
  infoBorder: '#2E4573',
  water: '#2F9479',
  waterPale: '#1F4D41',
  mask: 'rgba(0, 0, 0, 0.55)',
  past: '#82908A',
  toast: '#1A2320',
  onToast: '#E4EBE8',
  toastLink: '#4FC7A6',
  toastLine: '#2C3733',
  shadowPopup: '0 0 0 1px #2C3733, 0 1px 2px rgba(0, 0, 0, 0.06), 0 8px 24px -6px rgba(0, 0, 0, 0.16)',
  shadowDialog: '0 0 0 1px #2C3733, 0 24px 64px -12px rgba(0, 0, 0, 0.28)',
}

/** Series of charts, in order; also the discs behind people's initials. */
export const series = {
  light: ['#0F6B57', '#3A6EA8', '#B5792A', '#A65A4A', '#6C6FA8', '#4F7F8C', '#76823C', '#96607B'],
  dark: ['#4FC7A6', '#3A6EA8', '#B5792A', '#A65A4A', '#6C6FA8', '#4F7F8C', '#76823C', '#96607B'],
} as const
