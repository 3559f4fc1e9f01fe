export default {
  count_other: '项签约',
  amount: '签约总额（公开部分）',
  newest: '最新签约',
  empty: '首份协议登记后会显示在这里。',
  schematic: '示意图，轮廓与点位仅供示意',
  byCity: '按市州',
  byTrack: '按赛道',
  byHour: '当日每小时',
  onStage: '第 {{position}} 组，共 {{of}} 组',
  soon: '签约典礼即将开始',
} as const;
