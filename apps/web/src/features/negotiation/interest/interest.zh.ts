export default {
  express: '感兴趣 · 约谈',
  expressed: '已表达意向',
  signInAsInvestor: '登录投资方账号后可约谈',
  onlyInvestors: '只有投资方可以表达意向并约谈。',
  note: '给项目方留言',
} as const;
