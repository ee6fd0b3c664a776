const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Words that say little about what a company does: many companies have them or leave them out. */
const weak = words(`
  国际 实业 发展 企业 控股 投资 科技 技术 开发 工业 产业 管理 服务 制造 销售 经营 集团 股份 有限 责任 总 综合 商务 商贸 工贸 贸易
  信息 系统 工程 设备 制品 用品 产品 生产 加工 供应 供销 事业 资产 运营 咨询 策划 代理 公共 高新 创新 现代 新型 研究 应用 器材 配件
  批发 零售 购销 成套 物装 用具 器具 原料 原材料 制剂 配套 电气成套 机电成套 城市 中心 资源 循环 事务所 中国 总院 研究院 研究所 设计院 经济 营销 市场营销 经贸 联合 联营 合作 直营 连锁 专业 特种 精密 智能 数字 网络 科学 全球 环球 国贸
`)

/** Words that name a trade. General knowledge of how Chinese companies are named. */
const strong = words(`
  软件 硬件 电子 电器 电气 电力 电机 电缆 电线 电源 电池 电路 电动 电动车 电子商务 电信 通信 通讯 移动通信 电讯 电梯 电工 电站 电厂 电业 机电 光电 光伏 光学 半导体
  集成电路 芯片 计算机 电脑 互联网 物联网 大数据 人工智能 云计算 数据 数码 数控 自动化 工控 仪器 仪表 仪器仪表 测控 传感 传感器 检测 计量 监理 监测
  机械 机床 机器 机器人 装备 智能装备 重工 重型 轻工 轻工业 轴承 阀门 泵业 水泵 液压 传动 齿轮 模具 五金 紧固件 标准件 工具 刀具 锻造 铸造 铸件 锻压 焊接 热处理 冲压 钣金
  汽车 汽配 汽车零部件 零部件 汽修 汽车维修 摩托车 自行车 车辆 客车 轿车 车业 船舶 造船 航空 航天 航运 海运 飞机 轨道交通 铁路 高铁 公路 路桥 桥梁 隧道 港口 港务 码头 机场
  建筑 建筑工程 建筑安装 建筑装饰 建设 建设工程 建工 建材 建筑材料 建安 安装 装饰 装潢 装修 装饰材料 幕墙 门窗 钢结构 市政 园林 园林绿化 绿化 景观 基础工程 岩土 勘察 勘测 测绘 设计 规划 防水 防腐 保温 消防 暖通 空调 制冷 给排水 水利 水电 水利水电 水务 自来水 供水 供热 热力 热电 供电 发电 水力发电 风电 核电 新能源 能源 燃气 天然气 煤气 液化气 石油 石油化工 石化 油田 油气 润滑油 加油站 煤炭 煤矿 煤业 焦化 矿业 矿产 矿山 选矿 冶金 冶炼 钢铁 特钢 钢管 钢材 钢构 铝业 铝材 铜业 铜材 有色金属 金属 金属制品 稀土 黄金 珠宝 首饰 贵金属 不锈钢 材料 新材料 复合材料 耐火材料 磁性材料 炭素 碳素
  化工 化学 化学工业 精细化工 化肥 肥料 农药 农资 涂料 油漆 油墨 颜料 染料 助剂 树脂 塑料 塑胶 塑业 橡胶 橡塑 轮胎 日化 日用品 日用化工 化妆品 洗涤 洗化 香料 胶粘剂 气体 工业气体
  玻璃 陶瓷 水泥 混凝土 砂石 石材 砖瓦 管业 管道 管材 型材 石英 木业 木材 木器 人造板 地板 家具 家居 家私 家电 家用电器 厨具 卫浴 洁具 灯具 灯饰 照明 照明电器 水暖 锁业 五金制品 五金交电 五交化 交电 百货 百货大楼 针纺 针织 针纺织品 纺织 纺织品 棉纺 毛纺 丝绸 丝织 印染 化纤 纤维 无纺布 服装 服饰 制衣 时装 鞋业 制鞋 皮革 皮具 箱包 帽业 床上用品 家纺 布业 羽绒 刺绣 工艺品 工艺 礼品 玩具 文具 文体 办公用品 办公 体育 体育用品 乐器 钟表 眼镜 自控
  食品 饮料 饮品 酒业 酿酒 啤酒 白酒 葡萄酒 酒类 酒 乳业 乳品 奶业 牧业 畜牧 畜禽 肉类 肉联 屠宰 养殖 水产 水产品 海产 渔业 种业 种子 种植 农业 农业科技 农林 农产品 农副产品 农副土特产 农贸 农机 农牧 农场 林业 林场 果业 果蔬 蔬菜 水果 粮油 粮食 面粉 米业 油脂 食用油 制糖 糖业 糖酒 糖业 副食 副食品 调味品 茶业 茶叶 烟草 烟叶 盐业 饲料 生物 生物科技 生物工程 生物技术 烘焙 餐饮 餐厅 酒家 饭店 酒店 大酒店 宾馆 旅馆 旅社 招待所 旅游 旅行社 国际旅行社 度假村 健身 俱乐部 娱乐 影视 影业 传媒 文化 文化传播 文化艺术 传播 艺术 广告 广告传媒 印刷 印务 彩印 彩色印刷 包装 包装材料 塑料包装 纸业 造纸 纸品 纸箱 出版 出版社 书店 新华书店 图书 报业 报社 日报 医学 印铁 制版 动漫 游戏 会展 展览 礼仪 婚庆 摄影 美容 美发
  医药 药业 制药 药品 药房 药店 大药房 中药 中药材 医疗 医疗器械 医院 健康 保健 保健品 养老 卫生 防疫 环保 环境 环境保护 环保科技 节能 净化 水处理 清洁 保洁 再生资源 废品 回收 物资回收 废旧物资
  教育 培训 学校 幼儿园 出国 人才 人力资源 劳务 劳动服务 家政 物业 物业管理 房地产 房地产开发 地产 置业 房产 房屋 租赁 商业 商业管理 商业广场 商场 商城 超市 购物 购物中心 市场 物流 物流装备 仓储 仓储物流 运输 货运 客运 汽车运输 快递 速递 货运代理 货代 国际货运代理 供应链 供应链管理 进出口 外贸 对外贸易 物资 生产资料 金融 银行 农村商业银行 农商银行 信托 证券 期货 基金 保险 保险经纪 典当 担保 融资租赁 小额贷款 拍卖 资本 投资管理 资产管理 财务 会计 会计师 审计 税务 评估 资产评估 造价 招标 律师 知识产权 商标 专利 邮政 广播 电视 有线电视 广电 网络科技 信息技术 信息产业 信息系统 城建 城市建设 城投 交通 交通运输 公交 公共交通 出租汽车 停车 保安 安防 安全 国防 军工 救援 殡葬 彩票 气象 地质 地质勘查 测试 验证 认证 标准 计划 住宅 安居 修建 修理 维修 机修 养护 复烤 供销合作 土产 土特产 日杂 日用杂品 烟花爆竹 花炮 爆破 民爆 特产 农工商 工商 商旅 农垦 集装箱 制罐 瓶盖 缝纫 电焊 变压器 开关 互感器 电容器 电阻 继电器 连接器 显示 液晶 激光 微电子 电声 音响 视听 锅炉 压力容器 压缩机 起重 起重机 叉车 工程机械 矿山机械 农业机械 纺织机械 印刷机械 包装机械 食品机械 建筑机械 塑料机械 通用机械 环保设备 办公设备 电子设备 电气设备 通信设备 机电设备 制冷设备 专用设备 专用汽车 电子科技 电子技术 科教 科贸 技贸 工艺美术 美术 民族 民政 福利 印章 塑钢 塑编 编织 制伞 打火机 婴童 妇婴 童装 童车 儿童用品 电热 蓄电池 太阳能 热水器 沼气 生态 花卉 苗木 盆景 宠物 饰品 假发 皮毛 裘皮 羊绒 羊毛 棉花 棉业 麻纺 茧丝 缫丝 衬衫 内衣 袜业 毛巾 地毯 内饰 底盘 车身 储能 线缆 钣金 测控技术 塑化 化纤 管件 接插件 晶体 芯片 电镀 表面处理 喷涂 涂装 涂层 薄膜 膜业 钢丝 铁塔 铁路器材 活塞 整流器 机车 餐具 厨房设备 粘胶带 胶带 泡沫 冷冻 冷藏 标识 驾校 驾驶员培训 音视频 儿童 妇幼 医用 药用 农用 工业园 种苗 苗圃 蚕种 蜂业 蜂蜜 禽业 蛋品 粮贸 汽贸 茶行 茶厂 皮业 帽厂 鞋帽 针棉织品 绝缘 绝缘材料 电瓷 磁性 磁电 磁材 炭黑 拉链 拉丝 冲压件 压铸 窗帘 帘业 帐篷 雨具 渔具 船务 船舶代理 外轮代理 理货 引航 打捞 疏浚 海洋 海洋工程 采油 钻井 钻探 物探 管线 输油
`)

/** Forms of organisation that may also stand inside a name. */
const inner = words('集团 股份 总公司 公司 厂 总厂')

const latinWeak = words(`
  trading trade technology technologies tech international industrial industry industries group holding holdings china import export
  development enterprise enterprises equipment machinery electronics electronic science systems system solutions services service
  manufacturing products product global and of the
`)

/** The weight of a word of trade: 0.4 says little, 1 names a trade; `undefined` for what is no such word. */
export const tradeWeights: ReadonlyMap<string, number> = new Map<string, number>([
  ...strong.map((word) => [word, 1] as const),
  ...weak.map((word) => [word, 0.4] as const),
  ...inner.map((word) => [word, 0.1] as const),
])

/** English words of trade. */
export const latinWords: ReadonlySet<string> = new Set(latinWeak)

/** The longest word of trade by its first sign. */
const longestFrom = new Map<string, number>()
for (const word of tradeWeights.keys()) longestFrom.set(word[0]!, Math.max(longestFrom.get(word[0]!) ?? 0, word.length))

/** The longest word of trade that begins here, `''` for none. */
export const tradeAt = (text: string, at: number): string => {
  const longest = longestFrom.get(text[at] ?? '') ?? 0
  for (let length = Math.min(longest, text.length - at); length > 0; length--) {
    const word = text.slice(at, at + length)
    if (tradeWeights.has(word)) return word
  }
  return ''
}

export type FormKind = 'company' | 'factory' | 'shop' | 'society' | 'institute' | 'partnership' | ''

/** What a company is by law or habit, at the end of its name; the longest first. */
export const formEnds: readonly (readonly [RegExp, FormKind])[] = [
  [/(?:集团|控股)?(?:股份)?(?:有限)?(?:责任)?(?:总)?公司$/, 'company'],
  [/(?:股份|有限责任|有限)$/, 'company'],
  [/集团$/, 'company'],
  [/(?:有限|普通|特殊普通)?合伙(?:企业)?$/, 'partnership'],
  [/(?:总|分)?厂$/, 'factory'],
  [/(?:门市部?|经营部|营业部|商行|商店|商场|超市|店|服务部|供应站|购销站|经销部|批发部|销售部|加油站|专卖店)$/, 'shop'],
  [/(?:农民)?(?:专业)?合作(?:社|联社)$|供销社$|信用社$|联社$/, 'society'],
  [/(?:事务所|研究院|研究所|设计院|学院|学校|医院|中心|工作室)$/, 'institute'],
  [/个体(?:工商户)?$/, 'shop'],
]

/** English and European forms, at the end of a name. */
export const latinForm =
  / ?\b(?:co|company|ltd|limited|inc|incorporated|corp|corporation|llc|llp|lp|plc|gmbh|ag|kg|sa|sas|sarl|srl|spa|bv|nv|ab|oy|kk|pte|pty|sdn bhd|pvt|as|aps)$/

/** What ends the name of a part of a company. */
export const branchEnd =
  /(?:分公司|子公司|公司|支行|分行|分理处|储蓄所|储蓄专柜|代办[所处点]|代销店|双代店|营业[部厅所处]|办事处|联络处|代表处|管理[部处]|分店|门市部?|经营部|服务部|服务站|服务处|服务队|[供销]应?站|购销站|收购站|经销[部处店]|批发部|销售[部处]|采购[部站]|加油站|商店|商场|[店厂部站所社处队矿场院库行铺屋]|中心|超市|酒店|宾馆|饭店|招待所|车间|学校|网点|项目部|工程队|市场|电站)$/

/** Surely the end of a part, also without the company before it. */
export const surelyBranch =
  /(?:第?[一二三四五六七八九十百\d]+)?(?:分公司|支公司|营销服务部|支行|分行|分理处|储蓄所|营业部|营业厅|营业所|办事处|分店|分厂|分社|分部|分校|分院|代表处)$/

/** Where the name of a company ends and that of its part begins. */
export const headEnd = /公司|供销合作社|供销社|信用合作联社|信用联社|信用社|联社|合作社|总社|总厂/g
export const bankEnd = /银行|保险|证券|信用社|集团/g
