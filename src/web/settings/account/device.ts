const browsers: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger\/(\d+)/, '微信 WeChat'],
  [/DingTalk\/(\d+)/, '钉钉 DingTalk'],
  [/Lark\/(\d+)/, '飞书 Lark'],
  [/Edg\w*\/(\d+)/, 'Edge'],
  [/OPR\/(\d+)/, 'Opera'],
  [/QQBrowser\/(\d+)/, 'QQ Browser'],
  [/Firefox\/(\d+)/, 'Firefox'],
  [/Chrome\/(\d+)/, 'Chrome'],
  [/Version\/(\d+).*Safari/, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** `Chrome 142 · Windows` from what a browser says of itself; nothing for what it does not know. */
export const deviceOf = (userAgent: string): string | undefined => {
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1]
  const named = browser === undefined ? undefined : `${browser[1]} ${browser[0].exec(userAgent)?.[1] ?? ''}`.trim()
  const parts = [named, system].filter((part) => part !== undefined)
  return parts.length === 0 ? undefined : parts.join(' · ')
}
