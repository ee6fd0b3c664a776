/** A city where customers stand: name, GB/T 2260 code, area code, first four of the postcode, weight. All have eight-digit numbers. */
export interface Place {
  readonly name: string
  readonly code: string
  readonly area: string
  readonly post: string
  readonly weight: number
}

const places = (text: string): readonly Place[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', code = '', area = '', post = '', weight = ''] = line.trim().split(' ')
      return { name, code, area, post, weight: Number(weight) }
    })

/** A sales region: where its customers are and which teams look after them. */
export interface Territory {
  readonly name: string
  readonly share: number
  readonly teams: readonly string[]
  readonly provinces: readonly string[]
  readonly places: readonly Place[]
}

export const territories: readonly Territory[] = [
  {
    name: '华东',
    share: 0.44,
    teams: ['上海', '苏南', '浙江'],
    provinces: ['310000', '320000', '330000'],
    places: places(`
      上海 310000 021 2000 18
      苏州 320500 0512 2150 17
      无锡 320200 0510 2140 9
      常州 320400 0519 2130 7
      南京 320100 025 2100 7
      南通 320600 0513 2260 4
      杭州 330100 0571 3100 11
      宁波 330200 0574 3150 9
      嘉兴 330400 0573 3140 5
      绍兴 330600 0575 3120 4
      温州 330300 0577 3250 4
      合肥 340100 0551 2300 5`),
  },
  {
    name: '华南',
    share: 0.33,
    teams: ['深圳', '广州', '东莞'],
    provinces: ['440000', '440000', '440000'],
    places: places(`
      深圳 440300 0755 5180 22
      东莞 441900 0769 5230 16
      广州 440100 020 5100 14
      佛山 440600 0757 5280 13
      中山 442000 0760 5284 5
      厦门 350200 0592 3610 6
      福州 350100 0591 3500 4
      泉州 350500 0595 3620 4
      长沙 430100 0731 4100 6`),
  },
  {
    name: '华北',
    share: 0.23,
    teams: ['北京', '山东'],
    provinces: ['110000', '370000'],
    places: places(`
      北京 110000 010 1000 12
      天津 120000 022 3000 12
      青岛 370200 0532 2660 11
      济南 370100 0531 2500 9
      石家庄 130100 0311 0500 6
      沈阳 210100 024 1100 6
      大连 210200 0411 1160 6
      郑州 410100 0371 4500 7`),
  },
]

export const roads = [
  '创业路',
  '科技大道',
  '工业园路',
  '星湖街',
  '望江路',
  '振兴路',
  '兴业路',
  '新港大道',
  '滨河路',
  '腾飞路',
  '金山路',
  '东环路',
  '西环路',
  '高新大道',
  '智造路',
  '康宁路',
  '明珠路',
  '长安路',
  '青年路',
  '和平路',
  '富民路',
  '通达路',
  '云溪路',
  '枫林路',
  '银杏路',
  '松涛路',
  '凤凰路',
  '龙腾路',
  '开泰路',
  '祥云路',
  '锦绣路',
  '学府路',
  '玉泉路',
  '花园路',
  '迎宾大道',
  '临港路',
]
export const compounds = [
  '',
  '',
  '',
  '一号厂房',
  'A栋',
  'B栋3层',
  '智能制造产业园5幢',
  '科创园2号楼',
  '标准厂房C区',
  '综合楼6楼',
  '双创中心1107室',
  '工业园12幢',
]
