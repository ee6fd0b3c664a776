import { useEffect, useState } from 'react'
import type { Locale } from '../../model/label.ts'
import type { Region, RegionTree } from './tree.ts'

/** A region as pickers want it. */
export interface Choice {
  readonly value: string
  readonly label: string
  children?: Choice[]
}

export interface Regions {
  readonly tree: RegionTree
  readonly nameOf: (region: Region, locale: Locale) => string
}

let loading: Promise<Regions> | undefined

/** The table is large and comes only when a region is shown. */
const load = (): Promise<Regions> => {
  loading ??= import('./tree.ts').then(({ regionTree, englishName }) => ({
    tree: regionTree(),
    nameOf: (region, locale) => (locale === 'en' ? (englishName(region) ?? region.short) : region.short),
  }))
  return loading
}

/** The regions once they are there. */
export const useRegions = (): Regions | undefined => {
  const [regions, setRegions] = useState<Regions>()
  useEffect(() => {
    let here = true
    load()
      .then((next) => here && setRegions(next))
      .catch((error: unknown) => console.error(error))
    return () => {
      here = false
    }
  }, [])
  return regions
}

/** A region with those it lies in, the province first. */
export const pathOf = (code: string, { tree }: Regions): readonly Region[] => {
  const path: Region[] = []
  for (let at = tree.byCode.get(code) ?? tree.groups.get(code); at !== undefined; at = at.parent) path.unshift(at)
  return path
}

/** `浙江 杭州 余杭区`; in a column without the county, except directly below a province. */
export const regionText = (code: string, regions: Regions, locale: Locale, place: 'table' | 'text'): string => {
  const path = pathOf(code, regions)
  if (path.length === 0) return code
  const shown = place === 'table' ? path.slice(0, 2) : path
  return shown
    .map((step) =>
      step.level === 'county' && place === 'text' && locale === 'zh' ? step.name : regions.nameOf(step, locale),
    )
    .join(' ')
}

/** All regions for a picker. */
export const choicesOf = (list: readonly Region[], regions: Regions, locale: Locale): Choice[] =>
  list.map((region) => ({
    value: region.code,
    label: region.level === 'county' && locale === 'zh' ? region.name : regions.nameOf(region, locale),
    ...(region.children.length > 0 ? { children: choicesOf(region.children, regions, locale) } : {}),
  }))
