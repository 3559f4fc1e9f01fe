export default {
  mustSee: '必看',
  mustSeeHint: '不会把约谈排在这一场上',
  onSite: '现场洽谈桌',
  place: '地点',
  time: '时间 {{n}}',
  timeHint: '按您设备的时区填写；全部留空表示任何时间。',
  addTime: '再加一个时间',
  note: '想谈什么',
  ask: '发出邀约',
} as const;
