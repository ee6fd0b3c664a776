/** What Qingyu sells; its own names, of nobody else's catalogue. */
export const products = [
  'QS 系列伺服',
  'QS750 伺服套件',
  'QP30 中型 PLC',
  'QP10 小型 PLC',
  'QV 矢量变频器',
  'QR 六轴机器人',
  'QR-C 协作机器人',
  'QE 视觉系统',
  'QM 直线模组',
  'QH 触摸屏',
  'QN 远程 IO',
  'QF 安全光幕',
  'QD 精密减速机',
  'QT 总线阀岛',
  'QL 激光位移传感器',
  'QG 电动夹爪',
  '产线数据采集网关',
  '运动控制卡',
]
export const rivals = ['一家日系品牌', '一家德系品牌', '本地集成商', '现用供应商', '一家台系品牌', '另一家国产品牌']
export const numbers = ['3', '4', '6', '8', '10', '12', '15', '18', '20', '24', '30', '36', '48', '60']
