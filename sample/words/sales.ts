/** What a deal is about; {line} what is automated, {product} with what. */
export const subjects = [
  '{line}伺服改造',
  '{line}电控升级',
  '{line}新建项目',
  '{line}机器人上下料',
  '{line}视觉检测',
  '{line}{product}配套',
  '{line}节拍提升',
  '{line}数据采集',
]
export const laterSubjects = ['{line}二期', '{line}三期扩产', '{line}备件框架', '{line}第二条线', '{line}{product}增补']
export const notes = [
  '设备部提出立项，厂长已口头同意，预算在走流程。',
  '现有设备停产，备件难找，客户希望年内换完。',
  '展会上认识，对方带图纸来谈，计划先做一条样板线。',
  '老客户转介绍，需求明确，时间较紧。',
  '对手也在报价，客户更看重调试周期和本地服务。',
  '客户要求交钥匙，含拆旧、安装和培训。',
]
export const needs = [
  '节拍压到 12 秒以内，停机窗口不超过 3 天，程序要开放。',
  '24 套伺服加 EtherCAT 主站，兼容现有触摸屏，要 CE 证书。',
  '重复定位 ±0.02 mm，连续运行 72 小时验收。',
  '负载 12 kg，双工位，带安全光幕和区域扫描。',
  '数据上到 MES，停机原因自动分类，看板在车间大屏显示。',
  '粉尘环境，防护等级 IP65 以上，备件十年供货。',
]
export const wonSummaries = [
  '样机测试数据打动了设备部，总经理来厂参观后定下来，价格没有再让。',
  '靠调试周期短拿下，承诺三天切换，后续按节点验收。',
  '以年度框架换价格，客户把备件也并了进来。',
  '对手价格低一成，但没有本地服务，客户最后选了我们。',
]
export const lostSummaries = [
  '对手低两成并承诺垫资，我们账期没有跟。',
  '集团统一招标，未进短名单。',
  '项目整体推迟到明年，预算收回。',
  '选型阶段介入太晚，技术参数已按对手产品写好。',
  '联系人离职后没有接上，等再联系时已经签了别家。',
]
export const approvals = ['同意注册，注意账期', '同意，按方案推进', '同意，价格提前沟通', null, null]
export const returned = ['请补充客户需求和决策链', '预算未核实，落实后再提交', '联系人电话是总机，请核实']
export const refusals = ['该项目已有渠道报备', '客户信用不良，暂不立项', '与集团项目重复，并入集团项目']
export const quoteTerms = [
  '含 13% 增值税专用发票；交期 4 周；预付 30%，发货前付 60%，质保金 10%。',
  '含税含运费；现货 3 天发出；款到发货。',
  '含现场调试 3 人天；质保 24 个月；月结 60 天。',
]
export const contractTerms =
  '一、质量标准按技术附件执行，质保期 24 个月。\n二、交货地点为需方工厂，运费由供方承担。\n三、逾期交货每日按合同额千分之一计违约金。\n四、争议由供方所在地人民法院管辖。'
export const orderRemarks = [
  '分两批发货，先发 10 套',
  '随货带合格证和检测报告',
  '周末可收货，提前电话',
  '按样机配置，线缆加长到 5 米',
]
export const orderVoids = ['客户改型号，重新下单', '重复下单', '客户取消项目']
export const receiptVoids = ['金额录错，另补一笔', '认款认错客户']
export const contractVoids = ['客户主体变更，重新签订', '双方协商解除']
export const leadInvalid = ['电话空号', '学生做课题', '同行打探价格', '需求不在产品范围', '重复线索', '多次联系未接通']
export const leadNotes = [
  '要一条贴标线的伺服方案，年底前上。',
  '问 QR12 机器人的交期和价格，先要两台。',
  '想给车间做数据采集，二十多台设备。',
  '现有 PLC 停产，求替代型号和移植报价。',
  '看了产线改造案例，希望约工程师到厂看看。',
  '要 QS750 伺服 30 套，月底前报价。',
  '准备建新厂，找视觉检测供应商。',
]
export const leadDetails: Readonly<Record<string, readonly string[]>> = {
  website: ['官网“在线选型”表单', '官网案例页“预约演示”', 'utm_source=baidu&utm_campaign=servo'],
  exhibition: ['上海工博会 6.1H 展位扫码', '深圳工业展名片', '华南自动化展现场登记'],
  advertisement: ['行业公众号投放', '短视频线索表单'],
}
