import { field, problem } from './define.ts';

const minutes = { minutes: 'number' } as const;

export const accountsProblems = {
  not_signed_in: problem(401, { zh: '请先登录。', en: 'Sign in first.' }),
  invalid_email_or_password: problem(401, {
    zh: '邮箱或密码不正确。',
    en: 'The e-mail address or the password is not right.',
  }),
  wrong_password: problem(403, { zh: '密码不正确，请重新输入。', en: 'This is not your password. Try again.' }),
  too_many_attempts: problem(
    429,
    {
      zh: '密码尝试次数过多（也可能来自同一网络的其他人），请 {minutes} 分钟后再试。',
      en:
        'Too many password attempts, by you or by others on your network. ' +
        'Try again in {minutes, plural, one {# minute} other {# minutes}}.',
    },
    minutes,
  ),
  second_factor: problem(422, {
    zh: '验证码不正确，请看认证器中的最新一个。',
    en: 'This code is incorrect. Enter the latest one from your authenticator app.',
  }),
  second_factor_locked: problem(
    429,
    {
      zh: '验证码尝试次数过多，请 {minutes} 分钟后再试。',
      en: 'Too many attempts at the code. Try again in {minutes, plural, one {# minute} other {# minutes}}.',
    },
    minutes,
  ),
  second_factor_missing: problem(403, {
    zh: '签署需要验证码，请先设置认证器。',
    en: 'Signing asks for a code. Set up an authenticator app first.',
  }),
};

export const accountsFields = {
  second_factor: field(
    '验证码不正确，请看认证器中的最新一个。',
    'This code is incorrect. Enter the latest one from your authenticator app.',
  ),
  'second_factor.clock_ahead': field(
    '手机时间快了约 {minutes} 分钟，请校准手机时间后再试。',
    "Your phone's clock is about {minutes, plural, one {# minute} other {# minutes}} ahead. Set it and try again.",
    minutes,
  ),
  'second_factor.clock_behind': field(
    '手机时间慢了约 {minutes} 分钟，请校准手机时间后再试。',
    "Your phone's clock is about {minutes, plural, one {# minute} other {# minutes}} behind. Set it and try again.",
    minutes,
  ),
  used: field(
    '这个验证码已用过，请等下一个（最多半分钟）。',
    'This code has been used. Wait half a minute for the next.',
  ),
  'required.present_code': field(
    '请输入原有认证器上的验证码。',
    'Enter a code of the authenticator that this one replaces.',
  ),
  code_digits: field('请输入认证器上的 6 位数字。', 'Enter the 6 digits of your authenticator.'),
};
