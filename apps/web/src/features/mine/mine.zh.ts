export default {
  reasons: {
    'during-pitch': '推介时感兴趣',
    note: '留了言',
    'met-before': '谈过',
    'same-city': '同城',
    funds: '有融资需求',
    recent: '刚刚',
  },
  empty: '还没有对接意向。',
  emptyOwner: '投资方在您推介时按下“感兴趣”，就会出现在这里。',
  emptyInvestor: '在推介进行时按下“感兴趣 · 约谈”，就会出现在这里。',
  emptyOther: '只有投资方可以表达意向并约谈。您可以收看直播、提问，并查看全年回放。',
  from: '{{name}} 对您的项目感兴趣',
  to: '您对该项目感兴趣',
  during: '推介现场',
  open: '开始约谈',
} as const;
