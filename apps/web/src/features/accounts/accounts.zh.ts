export default {
  email: '邮箱',
  password: '密码',
  demo: '演示账号',
  demoHint: '选择一个角色即可填入账号。',
} as const;
