import { dark, light, type Palette, series } from './tokens.ts'

const dashed = (name: string): string => name.replace(/([A-Z]|\d+)/g, (part) => `-${part.toLowerCase()}`)

const declarations = (palette: Palette): string =>
  Object.entries(palette)
    .map(([name, value]) => `--gs-${dashed(name)}:${value}`)
    .join(';')

const discs = series.light.map((colour, index) => `--gs-series-${index + 1}:${colour}`).join(';')

/** Puts the palette on the page as `--gs-*` variables (`--gs-text-2`, `--gs-primary-bg`), before anything is drawn. */
export const installVariables = (): void => {
  const style = document.createElement('style')
  style.textContent = `:root{${declarations(light)};${discs};color-scheme:light}:root[data-theme=dark]{${declarations(dark)};color-scheme:dark}`
  document.head.prepend(style)
}

/** The light palette as variables of one element: paper is white in either theme. */
export const paperVariables: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(light).map(([name, value]) => [`--gs-${dashed(name)}`, value])),
  colorScheme: 'light',
}
