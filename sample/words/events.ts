export const eventTitles = {
  sales: ['上门拜访', '技术交流', '方案评审', '样机演示', '商务谈判', '现场勘查', '合同条款沟通', '验收会', '电话会议'],
  office: ['部门例会', '供应商来访', '流程讨论', '月度复盘', '系统培训', '面试', '预算讨论', '一对一沟通'],
} as const

export const eventPlaces = {
  sales: ['客户工厂', '客户会议室', '线上会议', '公司展厅', null],
  office: ['二楼会议室', '三楼会议室', '线上会议', null],
} as const
