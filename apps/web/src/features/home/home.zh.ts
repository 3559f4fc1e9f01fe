export default {
  now: '正在进行',
  nothingLive: '此刻没有正在直播的专场。',
  nextStart: '下一场 {{time}} 开始',
  next: '接下来',
  figures: '本届数据',
  sessions: '专场',
  agreements: '签约',
  amount: '签约金额',
  searchHint: '输入技术、领域或城市，例如“钒钛”“储能”',
  programmeLink: '查看完整日程',
  headline: '一个不熄灯的舞台',
  sub: '三天、101 场推介洽谈，线上线下同时进行。',
} as const;
