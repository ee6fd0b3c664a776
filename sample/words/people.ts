import { weigh } from '../random.ts'

const surnameList =
  '王9李9张8刘7陈7杨5赵4黄4周4吴4徐3孙3胡3朱3高3林3何3郭3马2罗2梁2宋2郑2谢2韩2唐2冯2于2董2萧1程2曹2袁2邓2许2傅1沈2曾2彭2吕2苏2卢2蒋2蔡2贾1丁2魏2薛1叶2阎1余2潘2杜2戴1夏1钟1汪1田1任1姜1范1方1石1姚1谭1廖1邹1熊1金1陆1郝1孔1白1崔1康1毛1邱1秦1江1史1顾1侯1邵1孟1龙1万1段1雷1钱1汤1尹1黎1易1常1武1乔1贺1赖1龚1文1欧阳1上官1诸葛1'

export const surnames = weigh([...surnameList.matchAll(/(\D+)(\d)/g)].map((m) => [m[1]!, Number(m[2])] as const))

/** Second signs of given names of two; names of one sign use either list. */
export const givenFirst = [
  ...'建国志文德明永春海晓玉秀丽雅思嘉子俊浩宇天一佳欣雨梓诗梦若慧静淑素凤少立卫振家学正光世成宏伟新荣锦启敬维允景泽书哲',
]
export const givenSecond = [
  ...'华军伟强磊涛斌鹏杰峰超波辉刚勇平宁敏芳娟燕红霞玲梅琴云兰英婷琳颖洁莹萍丹娜雪倩璐怡彤涵轩博文昊然宸睿晨阳辰铭瑶琪妍悦菲蕾薇航远林山松柏清源安康达兴',
]

/** Functions at a customer, with what they decide and how often they are met. */
export const titles = weigh<readonly [title: string, role: 'decider' | 'influencer' | 'user' | 'gatekeeper']>([
  [['总经理', 'decider'], 10],
  [['副总经理', 'decider'], 8],
  [['厂长', 'decider'], 6],
  [['设备部经理', 'influencer'], 14],
  [['生产部经理', 'influencer'], 10],
  [['自动化工程师', 'user'], 14],
  [['电气工程师', 'user'], 12],
  [['工艺工程师', 'user'], 6],
  [['采购经理', 'gatekeeper'], 14],
  [['采购专员', 'gatekeeper'], 8],
  [['技术总监', 'influencer'], 8],
  [['项目经理', 'influencer'], 8],
  [['信息部主管', 'influencer'], 4],
  [['设备科科长', 'influencer'], 5],
  [['维修班长', 'user'], 4],
  [['总经理助理', 'gatekeeper'], 3],
])

export const contactRemarks = [
  '只在上午方便接电话',
  '微信回复快，电话常在车间接不到',
  '关注交期，对价格不敏感',
  '原来在同行做过五年设备主管，懂行',
  '喜欢看测试数据，少讲概念',
  '报价需抄送其采购',
  '每周三下午固定开项目例会，避开',
  '对国产伺服有顾虑，需要案例支撑',
  '刚从生产部调任，正在熟悉业务',
  '不参与最终决策，但样机测试由其签字',
]
