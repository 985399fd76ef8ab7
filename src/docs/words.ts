import type { Provenance } from '../contract/document.ts';

/** What the site itself says, around the words of the contracts. Languages that are not here read it in English. */
export interface Words {
  /** Of the language, in itself. */
  language: string;
  site: string;
  lead: string;
  apis: string;
  otherLanguages: string;
  skip: string;
  howToRun: string;
  firstCall: string;
  firstCallLead: string;
  firstCallRest: string;
  credentials: string;
  credentialsLead: string;
  credentialColumns: [name: string, credential: string, what: string];
  scopes: string;
  noScopes: string;
  errors: string;
  errorsLead: string;
  limits: string;
  limitsLead: string;
  rateColumns: [who: string, requests: string, span: string, provenance: string];
  rateOwner: Record<'credential' | 'owner' | 'address', string>;
  onlyWrites: string;
  seconds(count: number): string;
  uploadColumns: [operation: string, types: string, octets: string, pixels: string];
  octets(count: number): string;
  minWidth(pixels: number): string;
  maxPixels(pixels: number): string;
  provenance: string;
  provenanceLead: string;
  provenances: Record<Provenance, [name: string, meaning: string]>;
  changelog: string;
  changelogLead: string;
}

const en: Words = {
  language: 'English',
  site: 'Portrait',
  lead: 'Four real APIs for profiles and avatars, written down as contracts. Every line of code on these pages has been run against the mock.',
  apis: 'APIs',
  otherLanguages: 'Other languages',
  skip: 'To the content',
  howToRun: 'The samples are sent to the mock. Start it in a checkout, and run them there:',
  firstCall: 'First call',
  firstCallLead: 'Start the mock with `npm ci && npm start`. Then, in the same folder:',
  firstCallRest:
    "It is answered with the first example of the operation. Any other declared answer comes on request: add `-H 'Prefer: code=429'`, or `-H 'Prefer: example=…'` with a name from these pages.",
  credentials: 'Test credentials',
  credentialsLead: 'The mock and the reference server know these and no others. They open nothing at the real service.',
  credentialColumns: ['Name', 'Credential', 'What it is'],
  scopes: 'Scopes:',
  noScopes: 'No scopes.',
  errors: 'Error texts',
  errorsLead:
    'Every failure that the contract knows, word for word. The name asks the mock for it: `Prefer: example=<name>`.',
  limits: 'Limits at a glance',
  limitsLead: 'The figures of this contract, as both servers hold them.',
  rateColumns: ['Counted together', 'Requests', 'In', 'Source'],
  rateOwner: {
    credential: 'those with one credential',
    owner: 'those of one owner, with all credentials',
    address: 'those without a known credential, from one address',
  },
  onlyWrites: '(GET and HEAD do not count)',
  seconds: (count) => (count % 60 === 0 ? `${count / 60} min` : `${count} s`),
  uploadColumns: ['Upload', 'Accepted', 'Size', 'Pixels'],
  octets: (count) => `at most ${count.toLocaleString('en')} octets`,
  minWidth: (pixels) => `at least ${pixels} wide`,
  maxPixels: (pixels) => `at most ${pixels.toLocaleString('en')} in all`,
  provenance: 'Provenance',
  provenanceLead: 'Each operation, response, parameter and header says where it is known from:',
  provenances: {
    documented: ['documented', "The vendor's own page about these operations says so."],
    observed: ['observed', "Found in the vendor's other documents, in its source, or in recorded traffic."],
    chosen: ['chosen', 'Decided by this contract, where nobody says. Do not rely on it at the real service.'],
  },
  changelog: 'Changelog',
  changelogLead: '',
};

const zhCN: Words = {
  language: '简体中文',
  site: 'Portrait',
  lead: '四个真实的个人资料与头像 API，以契约的形式写下。这些页面上的每一行代码都在模拟服务器上运行过。',
  apis: 'API',
  otherLanguages: '其他语言',
  skip: '跳到正文',
  howToRun: '示例发往模拟服务器。请在检出的仓库中启动它，并在那里运行示例：',
  firstCall: '第一次调用',
  firstCallLead: '用 `npm ci && npm start` 启动模拟服务器。然后在同一文件夹中运行：',
  firstCallRest:
    "返回的是该操作的第一个示例。也可以要求任何其他已声明的响应：加上 `-H 'Prefer: code=429'`，或者 `-H 'Prefer: example=…'`，名称见这些页面。",
  credentials: '测试凭据',
  credentialsLead: '模拟服务器和参考服务器只认识这些凭据。它们在真实的服务中毫无用处。',
  credentialColumns: ['名称', '凭据', '说明'],
  scopes: '作用域：',
  noScopes: '没有作用域。',
  errors: '错误文本',
  errorsLead: '契约所知的每一种失败，一字不差。用名称可以向模拟服务器要求它：`Prefer: example=<名称>`。',
  limits: '限制一览',
  limitsLead: '本契约的数值，两个服务器都遵守。',
  rateColumns: ['合并计数的请求', '请求数', '时间', '出处'],
  rateOwner: {
    credential: '使用同一凭据的请求',
    owner: '同一所有者使用所有凭据的请求',
    address: '来自同一地址、没有已知凭据的请求',
  },
  onlyWrites: '（GET 和 HEAD 不计数）',
  seconds: (count) => (count % 60 === 0 ? `${count / 60} 分钟` : `${count} 秒`),
  uploadColumns: ['上传', '接受的类型', '大小', '像素'],
  octets: (count) => `最多 ${count.toLocaleString('en')} 字节`,
  minWidth: (pixels) => `宽度至少 ${pixels}`,
  maxPixels: (pixels) => `总共最多 ${pixels.toLocaleString('en')}`,
  provenance: '出处',
  provenanceLead: '每个操作、响应、参数和标头都说明其依据从何而来：',
  provenances: {
    documented: ['有记载', '厂商关于这些操作的官方页面如是说。'],
    observed: ['观察所得', '见于厂商的其他文档、源代码或录制的流量。'],
    chosen: ['自行选定', '无人说明之处，由本契约决定。请不要在真实的服务上依赖它。'],
  },
  changelog: '更新日志',
  changelogLead: '更新日志以英文撰写。',
};

const WORDS: Record<string, Words> = { en, 'zh-CN': zhCN };

/** Of the contracts themselves. */
export const ENGLISH = 'en';

export function wordsOf(language: string): Words {
  return WORDS[language] ?? en;
}
