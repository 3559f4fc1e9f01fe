import type {
  AgreementKind,
  AgreementState,
  City,
  Exclusivity,
  Field,
  IpOwnership,
  Label,
  ProjectStage,
  Role,
  Track,
} from './vocabulary.ts';

// Apart from the schemas, so that a page that only names things loads no validator.

export const roleLabels: Record<Role, Label> = {
  owner: { zh: '项目方', en: 'Project owner' },
  investor: { zh: '投资方', en: 'Investor' },
  organizer: { zh: '组委会', en: 'Organizer' },
  staff: { zh: '签约台', en: 'Deal desk' },
  steward: { zh: '科服保姆', en: 'Steward' },
  attendee: { zh: '参会者', en: 'Attendee' },
  admin: { zh: '管理员', en: 'Admin' },
};

export const trackLabels: Record<Track, Label> = {
  achievement: { zh: '成果转化', en: 'Research results' },
  hightech: { zh: '高新技术推广', en: 'High technology' },
  challenge: { zh: '难题揭榜', en: 'Open challenges' },
};

export const fieldLabels: Record<Field, Label> = {
  electronics: { zh: '电子信息', en: 'Electronics and IT' },
  biomedicine: { zh: '生物与新医药', en: 'Biology and medicine' },
  aerospace: { zh: '航空航天', en: 'Aerospace' },
  materials: { zh: '新材料', en: 'New materials' },
  services: { zh: '高技术服务', en: 'High-tech services' },
  energy: { zh: '新能源与节能', en: 'Energy' },
  environment: { zh: '资源与环境', en: 'Resources and environment' },
  manufacturing: { zh: '先进制造与自动化', en: 'Manufacturing and automation' },
};

export const cityLabels: Record<City, Label> = {
  chengdu: { zh: '成都', en: 'Chengdu' },
  zigong: { zh: '自贡', en: 'Zigong' },
  panzhihua: { zh: '攀枝花', en: 'Panzhihua' },
  luzhou: { zh: '泸州', en: 'Luzhou' },
  deyang: { zh: '德阳', en: 'Deyang' },
  mianyang: { zh: '绵阳', en: 'Mianyang' },
  guangyuan: { zh: '广元', en: 'Guangyuan' },
  suining: { zh: '遂宁', en: 'Suining' },
  neijiang: { zh: '内江', en: 'Neijiang' },
  leshan: { zh: '乐山', en: 'Leshan' },
  nanchong: { zh: '南充', en: 'Nanchong' },
  meishan: { zh: '眉山', en: 'Meishan' },
  yibin: { zh: '宜宾', en: 'Yibin' },
  guangan: { zh: '广安', en: "Guang'an" },
  dazhou: { zh: '达州', en: 'Dazhou' },
  yaan: { zh: '雅安', en: "Ya'an" },
  bazhong: { zh: '巴中', en: 'Bazhong' },
  ziyang: { zh: '资阳', en: 'Ziyang' },
  aba: { zh: '阿坝', en: 'Aba' },
  ganzi: { zh: '甘孜', en: 'Ganzi' },
  liangshan: { zh: '凉山', en: 'Liangshan' },
};

export const projectStageLabels: Record<ProjectStage, Label> = {
  laboratory: { zh: '实验室阶段', en: 'Laboratory' },
  prototype: { zh: '样机阶段', en: 'Prototype' },
  pilot: { zh: '中试阶段', en: 'Pilot' },
  production: { zh: '量产阶段', en: 'Production' },
};

export const agreementKindLabels: Record<AgreementKind, Label> = {
  intent: { zh: '合作意向书', en: 'Letter of intent' },
  cooperation: { zh: '合作协议', en: 'Cooperation agreement' },
  transfer: { zh: '技术转让合同', en: 'Technology transfer' },
  licence: { zh: '技术许可合同', en: 'Licence' },
  investment: { zh: '投资协议', en: 'Investment agreement' },
};

export const agreementStateLabels: Record<AgreementState, Label> = {
  draft: { zh: '草稿', en: 'Draft' },
  review: { zh: '审阅中', en: 'In review' },
  ready: { zh: '待签署', en: 'Ready to sign' },
  partly_signed: { zh: '部分签署', en: 'Partly signed' },
  signed: { zh: '已签署，待复核', en: 'Signed, to be verified' },
  registered: { zh: '已登记', en: 'Registered' },
  amended: { zh: '已被变更', en: 'Amended' },
  completed: { zh: '已履行完毕', en: 'Completed' },
  terminated: { zh: '已终止', en: 'Terminated' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
};

export const ipOwnershipLabels: Record<IpOwnership, Label> = {
  'keeps-own': { zh: '谁作出归谁', en: 'Each keeps what it creates' },
  'party-a': { zh: '归甲方', en: 'Party A' },
  'party-b': { zh: '归乙方', en: 'Party B' },
  joint: { zh: '共有', en: 'Joint' },
  'by-contribution': { zh: '按投入比例共有', en: 'By contribution' },
};

export const exclusivityLabels: Record<Exclusivity, Label> = {
  exclusive: { zh: '独占许可', en: 'Exclusive' },
  sole: { zh: '排他许可', en: 'Sole' },
  'non-exclusive': { zh: '普通许可', en: 'Non-exclusive' },
};
