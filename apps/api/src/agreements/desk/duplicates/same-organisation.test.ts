import { expect, test } from 'vitest';
import { sameOrganisation } from './same-organisation.ts';

test.each([
  ['绵阳光谱精密仪器有限公司', '绵阳光谱精密仪器公司'],
  ['绵阳光谱精密仪器有限公司', '绵阳光谱精密仪器股份有限公司'],
  ['成都（云岭）智能装备有限公司', '成都(云岭)智能装备有限公司'],
  ['四川省绵阳光谱精密仪器有限公司', '绵阳光谱精密仪器有限公司'],
  ['Ｙｕｎｌｉｎｇ Robotics Co., Ltd.', 'yunling robotics'],
])('%s is %s', (one, other) => expect(sameOrganisation(one, other)).toBe(true));

test.each([
  ['成都云岭智能装备有限公司', '宜宾青衡新能源有限公司'],
  ['四川大学', '四川农业大学'],
  ['成都云岭智能装备有限公司', '成都云台智能科技有限公司'],
  ['', '成都云岭智能装备有限公司'],
])('%s is not %s', (one, other) => expect(sameOrganisation(one, other)).toBe(false));
