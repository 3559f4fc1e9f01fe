import type { City, Field, Label } from '@everexpo/contracts';

const pairs = (text: string): Label[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [zh = '', en = ''] = line.trim().split('|');
      return { zh, en };
    });

export interface Technology extends Label {
  /** Positions, in the field's applications, of those it makes sense for. */
  fits: number[];
}

const technologies = (text: string): Technology[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [zh = '', en = '', fits = ''] = line.trim().split('|');
      return { zh, en, fits: fits.split(',').map(Number) };
    });

export interface FieldLexicon {
  /** What is made or solved. */
  technologies: Technology[];
  /** Where it is used. */
  applications: Label[];
  /** A measured claim; `{n}` becomes a number. */
  claims: Label[];
  /** Cities where the field is at home. */
  cities: City[];
  /** Word for the field in a company's name. */
  trade: Label;
}

/** Words of the demo edition, by field: zh and en say the same. */
export const lexicon: Record<Field, FieldLexicon> = {
  electronics: {
    trade: { zh: '信息技术', en: 'Information Technology' },
    cities: ['chengdu', 'mianyang', 'suining', 'guangan', 'neijiang'],
    technologies: technologies(`毫米波雷达芯片|millimetre-wave radar chip|0,3,5,6,7
      工业实时操作系统|real-time industrial operating system|0,1,4,7
      高速光模块|high-speed optical module|2,5,0,3
      边缘智能终端|edge intelligence terminal|0,1,4,7,5
      多光谱成像组件|multispectral imaging module|3,4,6,7
      安全存储控制器|secure storage controller|2,4,5,1
      时间同步设备|time synchronisation unit|0,2,5,7
      宽禁带功率器件|wide-bandgap power device|0,2,5,6
      柔性显示驱动|flexible display driver|4,5,0,1
      低功耗物联网网关|low-power IoT gateway|1,3,7,4`),
    applications: pairs(`轨道交通巡检|railway inspection
      智慧水务|smart water supply
      数据中心互联|data-centre interconnection
      森林草原防火|forest and grassland fire watch
      工业质检|industrial quality control
      车路协同|vehicle-road cooperation
      低空物流|low-altitude logistics
      矿山安全监测|mine safety monitoring`),
    claims: pairs(`端到端时延降至{n}毫秒|end-to-end delay is down to {n} ms
      误报率降低{n}%|false alarms fall by {n}%
      单机功耗下降{n}%|power per unit falls by {n}%`),
  },
  biomedicine: {
    trade: { zh: '生物医药', en: 'Biomedicine' },
    cities: ['chengdu', 'luzhou', 'ziyang', 'neijiang', 'bazhong', 'nanchong'],
    technologies: technologies(`川产道地药材提取物|extract of Sichuan medicinal herbs|0,1,7,2
      体外诊断试剂|in-vitro diagnostic reagent|0,3,4,7
      可降解骨修复材料|degradable bone repair material|1,5,2,3
      口腔种植系统|dental implant system|5,0,1,3
      重组蛋白疫苗|recombinant protein vaccine|4,3,7,2
      微生物发酵菌剂|microbial fermentation agent|6,4,0,2
      便携式超声设备|portable ultrasound device|0,2,3,1
      核素靶向药物|targeted radiopharmaceutical|3,0,5,1
      畜禽疫病快检卡|rapid test card for livestock disease|4,2,0,6
      细胞冻存保护液|cell cryopreservation fluid|3,1,5,7`),
    applications: pairs(`基层慢病管理|chronic care in community clinics
      骨科术后康复|orthopaedic rehabilitation
      高原医疗急救|high-altitude emergency care
      肿瘤早期筛查|early cancer screening
      生猪健康养殖|healthy pig farming
      口腔颌面修复|maxillofacial repair
      白酒酿造微生态|liquor brewing microbiota
      儿童呼吸道感染诊疗|paediatric respiratory care`),
    claims: pairs(`检出时间缩短至{n}分钟|time to result is cut to {n} minutes
      有效成分得率提高{n}%|yield of the active compound rises by {n}%
      临床随访{n}例未见严重不良反应|{n} followed-up cases without serious adverse reaction`),
  },
  aerospace: {
    trade: { zh: '航空航天', en: 'Aerospace' },
    cities: ['chengdu', 'mianyang', 'zigong', 'deyang', 'guangyuan'],
    technologies: technologies(`工业级无人机飞控|flight controller for industrial drones|0,1,2,4,7
      航空发动机叶片修复工艺|aero-engine blade repair process|3,5,0,7
      卫星遥感解译平台|satellite image interpretation platform|2,4,0,6
      复合材料机身部件|composite airframe part|5,3,7,6
      北斗定位终端|BeiDou positioning terminal|0,1,2,4
      微小卫星电推进器|electric thruster for small satellites|6,2,0,5
      航空紧固件|aerospace fastener|5,3,6,7
      低空通信导航设备|low-altitude communication and navigation unit|0,7,1,4
      风洞测力天平|wind-tunnel force balance|5,6,7,3
      机载健康监测系统|on-board health monitoring system|3,5,0,1`),
    applications: pairs(`高原应急投送|high-altitude emergency delivery
      电力走廊巡线|power-line patrol
      川西地质灾害监测|geohazard monitoring in western Sichuan
      通航维修保障|general aviation maintenance
      农林植保作业|crop and forest protection
      大型客机配套|airliner supply chain
      商业卫星星座|commercial satellite constellations
      城市空中交通|urban air mobility`),
    claims: pairs(`载荷航程提升{n}%|range with payload grows by {n}%
      定位误差小于{n}厘米|position error stays below {n} cm
      维修周期缩短{n}%|repair time is cut by {n}%`),
  },
  materials: {
    trade: { zh: '新材料', en: 'New Materials' },
    cities: ['panzhihua', 'leshan', 'zigong', 'liangshan', 'deyang', 'suining'],
    technologies: technologies(`钒钛高强合金|high-strength vanadium-titanium alloy|0,3,2,5
      高纯晶硅|high-purity crystalline silicon|1,4,6,0
      特种焊接材料|special welding material|5,6,7,3
      聚酰亚胺薄膜|polyimide film|4,0,1,6
      玄武岩纤维|basalt fibre|5,0,2,3
      稀土永磁体|rare-earth permanent magnet|0,3,4,6
      锂电正极材料|lithium battery cathode material|0,4,1,2
      阻燃高分子材料|flame-retardant polymer|0,4,3,1
      石墨烯导热膜|graphene heat-spreading film|4,0,1,3
      硬质合金刀具|cemented carbide tool|3,6,0,2`),
    applications: pairs(`新能源汽车轻量化|lightweight electric vehicles
      光伏组件封装|photovoltaic module packaging
      海洋工程防腐|offshore corrosion protection
      高铁制动系统|high-speed rail braking
      柔性电子封装|flexible electronics packaging
      桥隧加固|bridge and tunnel reinforcement
      核电装备密封|nuclear equipment sealing
      化工管道内衬|chemical pipe lining`),
    claims: pairs(`抗拉强度提高{n}%|tensile strength rises by {n}%
      使用寿命延长{n}%|service life grows by {n}%
      综合成本下降{n}%|total cost falls by {n}%`),
  },
  services: {
    trade: { zh: '科技服务', en: 'Technology Services' },
    cities: ['chengdu', 'yaan', 'mianyang', 'nanchong', 'dazhou'],
    technologies: technologies(`科技成果评价系统|research evaluation system|4,0,2,3
      检验检测云平台|testing cloud platform|0,5,2,3
      工业软件仿真服务|industrial simulation service|0,3,7,1
      知识产权运营平台|intellectual property platform|4,3,0,1
      数字文博采集方案|digital heritage capture|2,6,1,7
      跨境电商数据服务|cross-border trade data service|1,5,0,2
      绿色算力调度平台|green computing scheduler|3,0,7,2
      研发设计外包服务|contract research and design|0,4,1,3
      科普内容生产平台|science outreach studio|2,6,1,7
      供应链金融风控模型|supply-chain credit model|1,5,0,3`),
    applications: pairs(`中小企业技术改造|upgrading small manufacturers
      县域特色产业|county specialities
      文旅融合场景|culture and tourism
      产业园区招商|industrial park development
      高校成果转移|university technology transfer
      农产品溯源|farm produce traceability
      职业技能培训|vocational training
      城市更新改造|urban renewal`),
    claims: pairs(`服务响应时间缩短{n}%|response time is cut by {n}%
      已服务企业{n}家|{n} companies served so far
      撮合成功率提高{n}%|matches that succeed grow by {n}%`),
  },
  energy: {
    trade: { zh: '新能源', en: 'New Energy' },
    cities: ['yibin', 'meishan', 'suining', 'deyang', 'ganzi', 'aba', 'liangshan'],
    technologies: technologies(`磷酸铁锂储能系统|lithium iron phosphate storage system|0,4,5,6,1
      动力电池梯次利用技术|second-life battery technology|4,5,2,6
      氢燃料电池电堆|hydrogen fuel-cell stack|2,7,4,0
      高原型风电变流器|wind converter for high altitude|1,6,5,0
      水光互补调度系统|hydro-solar dispatch system|1,5,6,0
      页岩气排采装备|shale gas production equipment|1,0,5,6
      工业余热回收机组|industrial waste-heat unit|3,0,6,4
      智能充换电设备|smart charging and swapping unit|2,7,0,6
      光伏清扫机器人|photovoltaic cleaning robot|1,6,0,5
      固态电池电解质|solid-state battery electrolyte|2,4,5,0`),
    applications: pairs(`零碳产业园|zero-carbon industrial parks
      川西清洁能源基地|clean energy base of western Sichuan
      重载货运电动化|electric heavy trucks
      白酒酿造节能|energy saving in liquor brewing
      通信基站备电|backup power for base stations
      电网削峰填谷|grid peak shaving
      农村分布式能源|rural distributed energy
      港口船舶岸电|shore power for ships`),
    claims: pairs(`综合能效提升{n}%|overall efficiency rises by {n}%
      循环寿命超过{n}00次|cycle life exceeds {n}00
      度电成本下降{n}%|cost per kWh falls by {n}%`),
  },
  environment: {
    trade: { zh: '环境科技', en: 'Environmental Technology' },
    cities: ['chengdu', 'guangyuan', 'yaan', 'aba', 'neijiang', 'dazhou'],
    technologies: technologies(`一体化污水处理设备|packaged sewage treatment unit|0,3,1,6
      磷石膏资源化工艺|phosphogypsum reuse process|2,4,1,6
      土壤重金属修复剂|soil remediation agent|2,5,0,4
      挥发性有机物治理装置|VOC abatement unit|1,4,6,2
      餐厨垃圾厌氧系统|anaerobic kitchen-waste system|6,3,1,0
      水华预警浮标|algal bloom warning buoy|0,7,5,3
      尾矿综合利用技术|tailings reuse technology|2,4,6,1
      碳排放在线监测仪|online carbon monitor|1,6,4,0
      膜分离浓缩装置|membrane concentration unit|1,4,0,3
      废旧电池回收产线|battery recycling line|6,1,2,4`),
    applications: pairs(`长江上游水环境治理|upper Yangtze water protection
      工业园区废水回用|industrial water reuse
      历史遗留矿山修复|abandoned mine restoration
      乡镇生活污水处理|township sewage
      盐化工副产利用|salt chemistry by-products
      高原湿地保护|plateau wetland protection
      城市固废减量|urban waste reduction
      河湖生态调控|river and lake ecology`),
    claims: pairs(`吨水能耗下降{n}%|energy per tonne of water falls by {n}%
      资源化率达到{n}%|{n}% of the material is reused
      运行成本降低{n}%|running cost falls by {n}%`),
  },
  manufacturing: {
    trade: { zh: '智能装备', en: 'Intelligent Equipment' },
    cities: ['deyang', 'chengdu', 'zigong', 'mianyang', 'ziyang', 'nanchong', 'guangan'],
    technologies: technologies(`重型燃机叶片加工中心|machining centre for gas turbine blades|0,3,6,1
      协作机器人关节|collaborative robot joint|1,5,7,2
      数控系统|numerical control system|0,1,3,7
      智能焊接工作站|intelligent welding station|0,1,3,6
      激光增材制造设备|laser additive manufacturing unit|3,0,1,6
      高端阀门|high-end valve|0,2,5,6
      自动化立体仓储系统|automated storage system|2,5,7,1
      机器视觉检测线|machine vision inspection line|1,3,5,0
      精密减速器|precision reducer|1,3,6,0
      农机无人作业系统|autonomous farm machinery|4,2,5,7`),
    applications: pairs(`清洁能源装备制造|clean energy equipment
      汽车零部件生产|automotive parts
      白酒智能酿造|smart liquor brewing
      航空结构件加工|aerospace structural parts
      丘陵山区农业|hill farming
      食品饮料包装|food and drink packaging
      轨道交通装备检修|rail equipment overhaul
      家具定制生产|custom furniture production`),
    claims: pairs(`加工效率提高{n}%|machining is {n}% faster
      不良品率下降{n}%|rejects fall by {n}%
      交付周期缩短{n}%|delivery time is cut by {n}%`),
  },
};

export const qualities = pairs(`高可靠|reliable
  低成本|low-cost
  国产化|home-grown
  模块化|modular
  绿色低碳|low-carbon
  智能化|intelligent
  轻量化|lightweight
  高精度|high-precision`);

export const pains = pairs(`寿命短|short service life
  良率低|low yield
  能耗高|high energy use
  一致性差|poor consistency
  成本高|high cost
  响应慢|slow response
  检测难|difficult inspection
  依赖进口|dependence on imports`);

export const surnames = pairs(`王|Wang
  李|Li
  张|Zhang
  刘|Liu
  陈|Chen
  杨|Yang
  赵|Zhao
  黄|Huang
  周|Zhou
  吴|Wu
  徐|Xu
  孙|Sun
  胡|Hu
  朱|Zhu
  高|Gao
  林|Lin
  何|He
  郭|Guo
  马|Ma
  罗|Luo
  梁|Liang
  宋|Song
  郑|Zheng
  谢|Xie
  唐|Tang
  冯|Feng
  邓|Deng
  曹|Cao
  彭|Peng
  曾|Zeng`);

export const givenFirst = pairs(`明|ming
  志|zhi
  文|wen
  晓|xiao
  建|jian
  思|si
  雨|yu
  子|zi
  若|ruo
  景|jing
  嘉|jia
  云|yun
  书|shu
  清|qing
  知|zhi
  海|hai`);

export const givenSecond = pairs(`远|yuan
  华|hua
  宁|ning
  峰|feng
  涵|han
  琳|lin
  然|ran
  川|chuan
  洁|jie
  航|hang
  怡|yi
  松|song
  悦|yue
  平|ping
  岚|lan
  安|an`);

export const brands = pairs(`云岭|Yunling
  锦澜|Jinlan
  蜀翎|Shuling
  青衡|Qingheng
  岷拓|Mintuo
  沱源|Tuoyuan
  嘉峤|Jiaqiao
  天璇|Tianxuan
  立澄|Licheng
  恒砺|Hengli
  启岸|Qi'an
  瀚辰|Hanchen
  朗岫|Langxiu
  西枢|Xishu
  星屿|Xingyu
  融川|Rongchuan
  合铸|Hezhu
  博衍|Boyan
  汇岑|Huicen
  致澈|Zhiche`);
