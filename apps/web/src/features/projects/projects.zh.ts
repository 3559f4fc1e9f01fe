export default {
  organisation: '单位',
  empty: '没有找到符合条件的项目。',
  count_other: '共 {{count, number}} 个项目',
  summary: '项目简介',
  seeks: '寻求',
  amount: '意向金额',
  pitchAt: '推介时间',
  notPlaced: '尚未排入日程',
} as const;
