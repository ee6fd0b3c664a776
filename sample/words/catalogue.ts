/** 产品分类, each with those under it. */
export const categories = [
  ['运动控制', ['伺服系统', '运动控制器']],
  ['控制与人机', ['PLC', '触摸屏与 IO']],
  ['驱动与传动', ['变频器', '减速机与模组']],
  ['机器人', ['机器人本体', '末端与夹爪']],
  ['传感与安全', ['机器视觉', '传感器', '安全防护']],
  ['软件与服务', ['软件与网关', '技术服务']],
] as const

export interface Item {
  readonly code: string
  readonly name: string
  readonly specification: string
  readonly unit: string
  readonly price: number
  /** What it costs us, in hundredths of the price. */
  readonly cost: number
  readonly taxRate: string
  readonly category: string
  /** How many a line asks for, at most. */
  readonly most: number
  readonly isRetired: boolean
}

const item = (line: string): Item => {
  const [code, name, specification, unit, price, cost, most, category, more] = line.split('|') as string[]
  return {
    code: code!,
    name: name!,
    specification: specification!,
    unit: unit!,
    price: Number(price),
    cost: Number(cost),
    most: Number(most),
    category: category!,
    taxRate: category === '技术服务' ? '6' : '13',
    isRetired: more === '停售',
  }
}

/** What Qingyu sells, with tax; of nobody else's catalogue. */
export const items: readonly Item[] = [
  'QS-0400|QS400 伺服套件|400 W，17 位绝对值编码器，EtherCAT|套|1680|63|60|伺服系统',
  'QS-0750|QS750 伺服套件|750 W，23 位绝对值编码器，EtherCAT|套|2180|62|60|伺服系统',
  'QS-1500|QS1500 伺服套件|1.5 kW，带抱闸，EtherCAT|套|3450|61|36|伺服系统',
  'QS-3000|QS3000 伺服套件|3 kW，带抱闸，EtherCAT|套|5980|60|20|伺服系统',
  'QS-7500|QS7500 伺服套件|7.5 kW，风冷，EtherCAT|套|12600|59|8|伺服系统',
  'QC-08|QC8 运动控制卡|8 轴，PCIe|块|4600|48|12|运动控制器',
  'QC-32|QC32 运动控制器|32 轴，EtherCAT 主站|台|11800|46|6|运动控制器',
  'QP-10|QP10 小型 PLC|24 点，晶体管输出|台|980|55|40|PLC',
  'QP-30|QP30 中型 PLC|本体 16 轴，可扩 64 轴|台|5600|52|15|PLC',
  'QP-05|QP5 微型 PLC|14 点|台|620|60|20|PLC|停售',
  'QH-07|QH7 触摸屏|7 英寸，以太网|台|860|58|30|触摸屏与 IO',
  'QH-15|QH15 触摸屏|15 英寸，多点触控|台|2950|57|12|触摸屏与 IO',
  'QN-16|QN 远程 IO 从站|16 进 16 出，EtherCAT|个|720|54|60|触摸屏与 IO',
  'QV-5|QV5 矢量变频器|5.5 kW，三相 380 V|台|1860|64|24|变频器',
  'QV-22|QV22 矢量变频器|22 kW，三相 380 V|台|5400|63|10|变频器',
  'QV-75|QV75 矢量变频器|75 kW，带制动单元|台|15800|62|4|变频器',
  'QD-60|QD60 精密减速机|速比 1:10，背隙 3 弧分|台|1240|59|48|减速机与模组',
  'QD-90A|QD90 直角减速机|速比 1:20，背隙 5 弧分|台|2360|58|24|减速机与模组',
  'QM-1000|QM 直线模组|有效行程 1000 mm，丝杠|根|3280|61|24|减速机与模组',
  'QR-12|QR12 六轴机器人|负载 12 kg，臂展 1440 mm|台|86000|71|6|机器人本体',
  'QR-50|QR50 六轴机器人|负载 50 kg，臂展 2100 mm|台|148000|72|4|机器人本体',
  'QR-C5|QR-C5 协作机器人|负载 5 kg，臂展 920 mm|台|68000|68|4|机器人本体',
  'QG-40|QG40 电动夹爪|行程 40 mm，夹持力 10–140 N|个|4200|53|12|末端与夹爪',
  'QE-500|QE500 视觉系统|500 万像素，含光源与算法|套|18600|49|8|机器视觉',
  'QL-30|QL30 激光位移传感器|量程 30±5 mm，重复精度 1 μm|个|3900|51|20|传感器',
  'QF-20|QF20 安全光幕|20 mm 间距，保护高度 1040 mm|对|1980|55|20|安全防护',
  'QT-16|QT16 总线阀岛|16 位，EtherCAT|组|2680|60|16|末端与夹爪',
  'QW-1|产线数据采集网关|4 串口 2 网口，含协议包|台|3600|44|20|软件与网关',
  'QW-S|产线看板软件|单线授权，含三年升级|套|28000|18|3|软件与网关',
  'QF-D|现场安装调试|工程师人天，含差旅|人天|2400|62|20|技术服务',
  'QF-Y|年度维保|季度巡检，4 小时响应|年|36000|55|2|技术服务',
].map(item)

/** What goes with most things that are sold. */
export const servicesCode = 'QF-D'
