export default {
  byRoom: '按会场',
  list: '列表',
  empty: '这一天没有符合条件的专场。',
  clear: '清除筛选',
  view: '视图',
  now: '现在',
  over_other: '已结束的 {{count}} 场',
  exports: '导出日程',
  sheets: '门贴 PDF',
} as const;
