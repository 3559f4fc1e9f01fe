import type { Label } from '../../vocabulary.ts';
import type { Status } from './define.ts';

/** The short name of each kind of refusal, by its HTTP status. */
export const problemTitles: Record<Status, Label> = {
  400: { zh: '请求有误', en: 'Bad request' },
  401: { zh: '尚未登录', en: 'Not signed in' },
  403: { zh: '没有权限', en: 'Not permitted' },
  404: { zh: '没有找到', en: 'Not found' },
  409: { zh: '与现状不符', en: 'Conflict' },
  413: { zh: '内容过大', en: 'Too large' },
  415: { zh: '不支持的文件类型', en: 'Unsupported kind of file' },
  416: { zh: '没有这一段内容', en: 'Range not satisfiable' },
  421: { zh: '地址不对', en: 'Misdirected request' },
  422: { zh: '填写有误', en: 'Invalid input' },
  429: { zh: '操作过于频繁', en: 'Too many requests' },
  500: { zh: '系统出错', en: 'Internal error' },
  503: { zh: '暂时不可用', en: 'Unavailable' },
  507: { zh: '存储空间不足', en: 'Insufficient storage' },
};
