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
  /** Follows the description of a credential. */
  scopes(names: readonly string[]): string;
  errors: string;
  errorsLead: string;
  limits: string;
  limitsLead: string;
  rateColumns: [who: string, requests: string, span: string, provenance: string];
  rateOwner: Record<'credential' | 'owner' | 'address', string>;
  /** Follows who is counted together. */
  onlyWrites: string;
  seconds(count: number): string;
  /** What an operation takes, and how large: `sizes` are those of the next lines. */
  upload(operation: string, types: readonly string[], sizes: string): string;
  comma: string;
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
  scopes: (names) => (names.length === 0 ? ' No scopes.' : ` Scopes: ${names.join(', ')}.`),
  errors: 'Error texts',
  errorsLead:
    'Every failure that the contract knows, word for word. The name asks the mock for it: `Prefer: example=<name>`.',
  limits: 'Limits at a glance',
  limitsLead: 'The figures of this contract. The reference server holds all of them; the mock counts no requests.',
  rateColumns: ['Counted together', 'Requests', 'In', 'Source'],
  rateOwner: {
    credential: 'those with one credential',
    owner: 'those of one owner, with all credentials',
    address: 'those without a known credential, from one address',
  },
  onlyWrites: ' (GET and HEAD do not count)',
  seconds: (count) => (count % 60 === 0 ? `${count / 60}\u00a0min` : `${count}\u00a0s`),
  upload: (operation, types, sizes) => `${operation} takes ${types.join(', ')}: ${sizes}.`,
  comma: ', ',
  octets: (count) => `at most ${count.toLocaleString('en')} octets`,
  minWidth: (pixels) => `at least ${pixels} pixels wide`,
  maxPixels: (pixels) => `at most ${pixels.toLocaleString('en')} pixels in all`,
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
  lead: '四个真实的个人资料与头像 API，均以契约写明。这些页面上的每一行代码都在模拟服务器上运行过。',
  apis: 'API',
  otherLanguages: '其他语言',
  skip: '跳到正文',
  howToRun: '示例会发往模拟服务器。请在仓库的本地副本中启动它，并在同一文件夹中运行示例：',
  firstCall: '第一次调用',
  firstCallLead: '用 `npm ci && npm start` 启动模拟服务器。然后在同一文件夹中运行：',
  firstCallRest:
    "返回的是该操作的第一个示例。也可以要求其他任何已声明的响应：加上 `-H 'Prefer: code=429'`，或者 `-H 'Prefer: example=…'`，示例名称见本站各页。",
  credentials: '测试凭据',
  credentialsLead: '模拟服务器和参考服务器只接受这些凭据。它们在真实的服务中毫无用处。',
  scopes: (names) => (names.length === 0 ? '没有作用域。' : `作用域：${names.join('、')}。`),
  errors: '错误文本',
  errorsLead: '契约中的每一种失败，原文照录。用其名称即可让模拟服务器返回它：`Prefer: example=<名称>`。',
  limits: '限制一览',
  limitsLead: '本契约中的限制。参考服务器全部遵守；模拟服务器不计算请求次数。',
  rateColumns: ['合并计数的请求', '请求数', '时间', '出处'],
  rateOwner: {
    credential: '使用同一凭据的请求',
    owner: '同一所有者使用所有凭据的请求',
    address: '来自同一地址、没有已知凭据的请求',
  },
  onlyWrites: '（GET 和 HEAD 不计数）',
  seconds: (count) => (count % 60 === 0 ? `${count / 60}\u00a0分\u2060钟` : `${count}\u00a0秒`),
  upload: (operation, types, sizes) => `${operation} 接受 ${types.join('、')}：${sizes}。`,
  comma: '，',
  octets: (count) => `最多 ${count.toLocaleString('en')} 字节`,
  minWidth: (pixels) => `宽度至少 ${pixels} 像素`,
  maxPixels: (pixels) => `总共最多 ${pixels.toLocaleString('en')} 像素`,
  provenance: '出处',
  provenanceLead: '每个操作、响应、参数和标头都标明其出处：',
  provenances: {
    documented: ['有记载', '厂商介绍这些操作的页面上写明如此。'],
    observed: ['观察所得', '见于厂商的其他文档、源代码或录制的流量。'],
    chosen: ['自行选定', '没有任何资料说明，由本契约自行决定；在真实的服务上请勿依赖。'],
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
