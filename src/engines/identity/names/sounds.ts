import { pinyin } from 'pinyin-pro'

const sounds = new Map<string, string>()

/** What a sign sounds like without tone, with the sounds folded that many do not tell apart (zh z, ang an); others as they are. */
export const soundOf = (sign: string): string => {
  let sound = sounds.get(sign)
  if (sound === undefined) {
    sound =
      sign > '\u2e00'
        ? pinyin(sign, { toneType: 'none', v: true })
            .replace(/^([zcs])h/, '$1')
            .replace(/([aei]n)g$/, '$1')
        : sign
    if (sounds.size < 30_000) sounds.set(sign, sound)
  }
  return sound
}

/** The sounds of a text, one after another. */
export const soundsOf = (text: string): string => {
  let all = ''
  for (const sign of text) all += `${soundOf(sign)}'`
  return all
}

const groups =
  '己已巳 未末 土士 日曰 人入八 千干于 天夭 大太犬 晶品 冶治 博搏 科料 宏宠 泰秦奏 阳阴 徽微 师帅 鸣呜 乌鸟 栗粟 嬴赢 戊戌戍 今令 免兔 王玉主 木本术 田由甲申 目自白百 力刀 万方 石右 瑞端 清情请 恒桓 昊吴 兴共 丰半 东车 几儿 厂广 贝见 风凤 亨享 拔拨 折拆 仓仑 沧沦 抡抢 哀衷 崇祟 幻幼 盲育 杭抗坑 渐浙 棱梭 陪部倍 淮准 佳住 侍待持 钧钓钩 钢铜 锦绵 琛深探 晴睛 明朋 江汪 洪拱 鑫金 华毕 达迭 利和 永水 光先 元无 开井 联朕 海悔 振晨 顺须 德得 源原 隆降 盛威 益盖 康唐 美羔 龙尤 鹏朋 宝室 富宫 安宁 家冢 贸贺 货贷 设没 技枝 械诫 材村 建健 筑巩 电屯 气乞 装袋 饰饮 制刷 造选 限跟 公分 司同 州川 上土 北比 南甫 西四 京亨 成戍 沙纱 渝愉 青责 岛鸟 连莲 武式 汉又 长张 春舂 苏办 无天'

const alike = new Map<string, Set<string>>()
for (const group of groups.split(' ')) {
  for (const sign of group) {
    const known = alike.get(sign) ?? new Set()
    for (const other of group) if (other !== sign) known.add(other)
    alike.set(sign, known)
  }
}

/** Whether two signs are taken for each other because they look alike. */
export const looksLike = (a: string, b: string): boolean => alike.get(a)?.has(b) === true

/** The signs taken for this one by their looks. */
export const lookAlikes = (sign: string): readonly string[] => [...(alike.get(sign) ?? [])]
