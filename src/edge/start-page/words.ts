import { type Html, html } from './html.ts';

/** Which of the servers speaks. */
export type Server = 'mock' | 'serve';

/** What the start page says around the words of the contracts. */
export interface Words {
  /** The language, in itself. */
  language: string;
  server: Record<Server, string>;
  skip: string;
  thisServer: string;
  otherLanguages: string;
  links: Record<string, string>;
  lead(server: Server, apis: number, storage: string): string;
  problems: string;
  problemsLead: string;
  use: string;
  /** Around the origin. */
  useOrigin: [before: string, after: string];
  useCredentials: string;
  useWishes: Record<Server, Html>;
  useCurl: string;
  hint: Record<Server, string>;
  filter(count: number): string;
  filterPlaceholder: string;
  apis: string;
  baseUrl: string;
  contract: string;
  documentation: string;
  inPlaceOf: string;
  operations: string;
  credentials: string;
  good: string;
  /** What is wrong with a bad one, by its `defect`; any other is shown as the contract has it. */
  defects: Record<string, string>;
  scopes: string;
  noScopes: string;
  answers: string;
  noExamples: string;
  isPublic: string;
  anyCredential: string;
  needs: string;
  or: string;
  /** At the end of a sentence. */
  stop: string;
  /** Between the parts of a list. */
  comma: string;
  and: string;
  ownerNeeds(parameter: Html): Html;
  copy: string;
  copyOrigin: string;
  copyCurl(operation: string): string;
  copyCredential(name: string): string;
  toWorkbench: string;
  toWorkbenchOf(operation: string): string;
  /** The page as its language is set. */
  typeset(markup: string): string;
  bench: BenchWords;
}

type Reason =
  | 'firstExample'
  | 'noExample'
  | 'sentExample'
  | 'exampleOf'
  | 'madeUp'
  | 'madeUpBySeed'
  | 'picture'
  | 'pictureMethods'
  | 'preflight'
  | 'refused';

/** What the workbench says, to its script as well. `{0}` stands for what is put in. */
export interface BenchWords {
  workbench: string;
  lead: string;
  operation: string;
  credential: string;
  noCredential: string;
  ownCredential: string;
  example: string;
  wish: string;
  noWish: string;
  request: string;
  pathParameters: string;
  query: string;
  headers: string;
  body: string;
  contentType: string;
  name: string;
  value: string;
  addHeader: string;
  addParameter: string;
  remove: string;
  file: string;
  fileOf: string;
  ownFile: string;
  noFile: string;
  chooseFile: string;
  declaredType: string;
  required: string;
  optional: string;
  send: string;
  sending: string;
  shortcut: string;
  curl: string;
  copyCurl: string;
  answer: string;
  nothingYet: string;
  why: string;
  /** What the mock gives as its reasons, as `why.js` knows them. */
  reasons: Record<Reason, string>;
  isExample: string;
  asWished: string;
  followsState: string;
  violations: string;
  noBody: string;
  picture: string;
  pictures: string;
  pictureAt: string;
  cut: string;
  octets: string;
  followed: string;
  followedHidden: string;
  notFollowed: string;
  notSent: string;
  notByPages: string;
  journal: string;
  journalLead: string;
  journalEmpty: string;
  forget: string;
  answered: string;
  docs: string;
  copied: string;
  notCopied: string;
  copyNotAllowed: string;
  found: string;
  copyWish: string;
}

const en: Words = {
  language: 'English',
  server: { mock: 'mock', serve: 'reference server' },
  skip: 'Skip to the APIs',
  thisServer: 'This server',
  otherLanguages: 'Languages',
  links: {
    docs: 'Documentation',
    requests: 'Requests',
    har: 'Requests as HAR',
    health: 'Health',
    sessions: 'Sessions',
    metrics: 'Metrics',
  },
  lead: (server, apis, storage) =>
    `A ${en.server[server]} of ${apis === 1 ? 'one API' : `${apis} APIs on one port`}, made from ${apis === 1 ? 'its contract' : 'their contracts'}: ${
      server === 'mock'
        ? 'every documented success, every documented error, real pictures.'
        : `it remembers what you do (${storage}), and checks every request and every answer.`
    }`,
  problems: 'The last edit is not served',
  problemsLead: 'You see the contracts as they were before it. What is wrong:',
  use: 'How to use it',
  useOrigin: ['Give your client the origin', 'and change nothing else.'],
  useCredentials:
    'Send one of the test credentials below. Bad ones, missing scopes and malformed requests are refused as the real API refuses them.',
  useWishes: {
    mock: html`Ask for any declared answer with a header: <code class="whole">Prefer: code=404</code> for a status,
        <code class="whole">Prefer: example=name</code> for an example, <code class="whole">Prefer: code=404, example=name</code> for both.`,
    serve: html`Send <code class="whole">X-Portrait-Session: any-name</code> for a world of your own, put back by
        <code class="whole">POST /_portrait/reset</code>. Ask for a declared failure with a header:
        <code class="whole">Prefer: code=503</code> or <code class="whole">Prefer: example=name</code>.`,
  },
  useCurl: 'The curl commands run as they are, from the folder of the checkout.',
  hint: {
    mock: 'Press a status or the name of an example to copy a command that asks for it.',
    serve:
      'Press the status or the example of a failure to copy a command that asks for it; successes follow the state.',
  },
  filter: (count) => `Filter ${count} operations`,
  filterPlaceholder: 'method, path or name',
  apis: 'APIs',
  baseUrl: 'Base URL',
  contract: 'Contract',
  documentation: 'Documentation',
  inPlaceOf: 'in place of',
  operations: 'Operations',
  credentials: 'Test credentials',
  good: 'good',
  defects: {},
  scopes: 'Scopes:',
  noScopes: 'No scopes.',
  answers: 'Answers',
  noExamples: 'No examples',
  isPublic: 'Public, no credential needed.',
  anyCredential: 'Needs a credential; any good one will do.',
  needs: 'Needs a credential with',
  or: ' or ',
  stop: '.',
  comma: ', ',
  and: ' and ',
  ownerNeeds: (parameter) => html`, or one whose owner ${parameter} names`,
  copy: 'Copy',
  copyOrigin: 'Copy the origin',
  copyCurl: (operation) => `Copy the curl command for ${operation}`,
  copyCredential: (name) => `Copy the credential ${name}`,
  toWorkbench: 'Open in the workbench',
  toWorkbenchOf: (operation) => `Open ${operation} in the workbench`,
  typeset: (markup) => markup,
  bench: {
    workbench: 'Workbench',
    lead: 'Choose an operation, change what you like, and send it to this server.',
    operation: 'Operation',
    credential: 'Credential',
    noCredential: 'none',
    ownCredential: 'as written below',
    example: 'Example to send',
    wish: 'Answer wished for',
    noWish: 'whatever the request deserves',
    request: 'Request',
    pathParameters: 'Path',
    query: 'Query',
    headers: 'Headers',
    body: 'Body',
    contentType: 'Type of the body',
    name: 'Name',
    value: 'Value',
    addHeader: 'Add a header',
    addParameter: 'Add a parameter',
    remove: 'Remove {0}',
    file: 'Picture',
    fileOf: 'Picture for {0}',
    ownFile: 'a file from this computer …',
    noFile: 'no file',
    chooseFile: 'File from this computer',
    declaredType: 'Declared type',
    required: 'required',
    optional: 'not sent while empty',
    send: 'Send',
    sending: 'Sending …',
    shortcut: 'or Ctrl+Enter',
    curl: 'The same as curl',
    copyCurl: 'Copy this curl command',
    answer: 'Answer',
    nothingYet: 'Nothing has been sent yet.',
    why: 'Why this answer',
    reasons: {
      firstExample: 'It is the first example “{0}”.',
      noExample: 'No example is needed.',
      sentExample: 'It is the answer to the example “{0}” that was sent.',
      exampleOf: 'It is “{0}”, the example about {1}.',
      madeUp: 'It is made up from the schema of {0}.',
      madeUpBySeed: 'It is made up from the schema of {0} by seed {1}.',
      picture: 'It is a picture, {0}.',
      pictureMethods: 'A picture has GET and HEAD.',
      preflight: 'It is a CORS preflight.',
      refused: 'Refused: {0}.',
    },
    isExample: 'It is the contract’s example “{0}”.',
    asWished: 'As wished: {0}.',
    followsState: 'It follows what this server remembers.',
    violations: 'What was wrong',
    noBody: 'No body.',
    picture: 'The picture in the answer, {0}',
    pictures: 'The pictures it names',
    pictureAt: 'The picture at {0}',
    cut: 'The first {0} of {1} letters.',
    octets: '{0} octets',
    followed: 'The answer leads to {0}, where this is:',
    followedHidden:
      'A redirect came first, which browsers follow by themselves without showing it (declared: {0}). It led to {1}, where this is:',
    notFollowed: 'It leads to another server, where this page may not follow.',
    notSent: 'No answer could be read: {0}',
    notByPages: 'Browsers keep this header for themselves; only curl sends it.',
    journal: 'Last exchanges',
    journalLead: 'What any client has asked this server, as it comes.',
    journalEmpty: 'None yet.',
    forget: 'Forget them',
    answered: 'Answered with {0}',
    docs: 'Documentation of this operation',
    copied: 'Copied',
    notCopied: 'Not copied',
    copyNotAllowed: 'The browser did not allow copying',
    found: '{0} found',
    copyWish: '{0}: copy a command that asks for {1}',
  },
};

const zhCN: Words = {
  language: '简体中文',
  server: { mock: '模拟服务器', serve: '参考服务器' },
  skip: '跳到 API',
  thisServer: '本服务器',
  otherLanguages: '语言',
  links: {
    docs: '文档',
    requests: '请求记录',
    har: '请求记录（HAR）',
    health: '健康状况',
    sessions: '会话',
    metrics: '指标',
  },
  lead: (server, apis, storage) =>
    `${apis === 1 ? '一个 API' : `同一端口上 ${apis} 个 API`} 的${zhCN.server[server]}，依据契约生成：${
      server === 'mock'
        ? '每一种有记载的成功响应和错误响应，以及真实的图片。'
        : `它记住你所做的一切（${storage.replace('SQLite in memory', '内存中的 SQLite')}），并检查每个请求和每个响应。`
    }`,
  problems: '最近一次编辑没有生效',
  problemsLead: '你看到的是编辑之前的契约。问题在于：',
  use: '如何使用',
  useOrigin: ['把客户端的源改为', '，其他都不用改。'],
  useCredentials: '使用下面的任一测试凭据。凭据无效、作用域不足或格式错误的请求，都会像真实的 API 那样被拒绝。',
  useWishes: {
    mock: html`用标头可以要求任何已声明的响应：<code class="whole">Prefer: code=404</code> 指定状态码，
        <code class="whole">Prefer: example=名称</code> 指定示例，<code class="whole">Prefer: code=404, example=名称</code> 两者都指定。`,
    serve: html`发送 <code class="whole">X-Portrait-Session: 任意名称</code> 就有一个自己的世界，用
        <code class="whole">POST /_portrait/reset</code> 可以复原。用标头可以要求已声明的失败：
        <code class="whole">Prefer: code=503</code> 或 <code class="whole">Prefer: example=名称</code>。`,
  },
  useCurl: 'curl 命令可以在仓库的本地副本中原样运行。',
  hint: {
    mock: '点按状态码或示例的名称，即可复制要求该响应的命令。',
    serve: '点按失败的状态码或示例，即可复制要求它的命令；成功的响应取决于服务器的状态。',
  },
  filter: (count) => `筛选 ${count} 个操作`,
  filterPlaceholder: '方法、路径或名称',
  apis: 'API',
  baseUrl: '基础 URL',
  contract: '契约',
  documentation: '文档',
  inPlaceOf: '代替',
  operations: '操作',
  credentials: '测试凭据',
  good: '有效',
  defects: {
    appToken: '应用令牌',
    disabled: '已停用',
    expired: '已过期',
    pending: '待批准',
    public: '公开密钥',
    revoked: '已吊销',
    suspended: '已封禁',
    unconfirmed: '未确认',
    unknown: '未知',
    userless: '没有用户',
  },
  scopes: '作用域：',
  noScopes: '没有作用域。',
  answers: '响应',
  noExamples: '没有示例',
  isPublic: '公开，不需要凭据。',
  anyCredential: '需要凭据；任何有效的凭据都可以。',
  needs: '需要具有以下作用域的凭据：',
  or: ' 或 ',
  stop: '。',
  comma: '、',
  and: ' 与 ',
  ownerNeeds: (parameter) => html`，或者其所有者正是 ${parameter} 所指的用户`,
  copy: '复制',
  copyOrigin: '复制源',
  copyCurl: (operation) => `复制 ${operation} 的 curl 命令`,
  copyCredential: (name) => `复制凭据 ${name}`,
  toWorkbench: '在工作台中打开',
  toWorkbenchOf: (operation) => `在工作台中打开 ${operation}`,
  // Full-width stops bring their own room; the line breaks of the markup would add to it.
  typeset: (markup) => markup.replace(/([，。：；、（])\s+/g, '$1').replace(/\s+([，。：；、）])/g, '$1'),
  bench: {
    workbench: '工作台',
    lead: '选择一个操作，随意修改，然后发送给本服务器。',
    operation: '操作',
    credential: '凭据',
    noCredential: '无',
    ownCredential: '如下所写',
    example: '要发送的示例',
    wish: '希望得到的响应',
    noWish: '由请求本身决定',
    request: '请求',
    pathParameters: '路径',
    query: '查询参数',
    headers: '标头',
    body: '正文',
    contentType: '正文的类型',
    name: '名称',
    value: '值',
    addHeader: '添加标头',
    addParameter: '添加参数',
    remove: '移除 {0}',
    file: '图片',
    fileOf: '{0} 的图片',
    ownFile: '本机上的文件……',
    noFile: '没有文件',
    chooseFile: '本机上的文件',
    declaredType: '声明的类型',
    required: '必需',
    optional: '留空则不发送',
    send: '发送',
    sending: '正在发送……',
    shortcut: '或按 Ctrl+Enter',
    curl: '同样的 curl 命令',
    copyCurl: '复制这条 curl 命令',
    answer: '响应',
    nothingYet: '还没有发送任何请求。',
    why: '为什么是这个响应',
    reasons: {
      firstExample: '这是第一个示例“{0}”。',
      noExample: '不需要示例。',
      sentExample: '这是与所发送的示例“{0}”对应的响应。',
      exampleOf: '这是“{0}”，即关于 {1} 的示例。',
      madeUp: '这是按 {0} 的结构编造的。',
      madeUpBySeed: '这是按 {0} 的结构编造的，种子为 {1}。',
      picture: '这是一张图片，{0}。',
      pictureMethods: '图片只有 GET 和 HEAD。',
      preflight: '这是 CORS 预检。',
      refused: '已拒绝：{0}。',
    },
    isExample: '这是契约的示例“{0}”。',
    asWished: '按照要求：{0}。',
    followsState: '它取决于本服务器所记住的内容。',
    violations: '哪里有错',
    noBody: '没有正文。',
    picture: '响应中的图片，{0}',
    pictures: '响应所指的图片',
    pictureAt: '位于 {0} 的图片',
    cut: '共 {1} 个字符，只显示前 {0} 个。',
    octets: '{0} 字节',
    followed: '以下是响应所指向的内容：{0}',
    followedHidden: '先有一个重定向，浏览器会自动跟随而不显示它（契约声明：{0}）。以下是它所指向的内容：{1}',
    notFollowed: '它指向另一台服务器，本页面不能跟随到那里。',
    notSent: '读不到响应：{0}',
    notByPages: '浏览器不让页面发送这个标头；只有 curl 会发送它。',
    journal: '最近的请求与响应',
    journalLead: '任何客户端向本服务器提出的请求，随到随显示。',
    journalEmpty: '还没有。',
    forget: '清除记录',
    answered: '响应为 {0}',
    docs: '此操作的文档',
    copied: '已复制',
    notCopied: '未复制',
    copyNotAllowed: '浏览器不允许复制',
    found: '找到 {0} 个',
    copyWish: '{0}：复制要求 {1} 的命令',
  },
};

const WORDS: Record<string, Words> = { en, 'zh-CN': zhCN };

/** The languages of the start page, English first. */
export const LANGUAGES: readonly string[] = Object.keys(WORDS);

export function wordsIn(language: string): Words {
  return WORDS[language] ?? en;
}
