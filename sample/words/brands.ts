/** Signs that make invented brand words, first and second; chosen for their look, of no company. */
const first =
  '岫翊泓昱沁曜瑧砺铎屿汀峤珩璟砚煦澍筠洵栎桢槐榆枫梓楠檀柘棣苇荻芷蘅茗菁葭蓟薇蕴霁霖雩霏岑峥嵘嵇旻昀昕晗晞暄暾朔朗漪涟淇渌溆潆澧澹澜沅沚浔湉炜烁焱熠瑛琮琬琰璇璞'
const second =
  '岚屿砚森舟川原野溪汀洲渚浦湾峰岭岳峦岩崖石泉源涧桥渡帆桨楫橹锚舸翼羽翎鸢鹭鹤鸿鹄雁隼辰昼晖曦霞虹霓云岱嵩衡桐梧柏松杉椿楸栌槿棠荷莲菱芦蒲苓芸萱穗禾稷麦谷圃苑垣堂庭轩'
/** A third sign, for a company of a million customers. */
const third = '达恒瑞启拓锐博宏嘉信旭腾跃程创智越联致远'

export const brandCount = first.length * second.length
export const longBrandCount = brandCount * third.length

/** Brand word number `index`: two signs while they last, then three. */
export const brandAt = (index: number, isLong: boolean): string => {
  const head = first[index % first.length]!
  const tail = second[Math.floor(index / first.length) % second.length]!
  const pair = head + (head === tail ? '合' : tail)
  return isLong ? pair + third[Math.floor(index / brandCount) % third.length]! : pair
}
