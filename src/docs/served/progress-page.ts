import { type Content, page } from '../../edge/own-pages.ts';
import { html, trusted } from '../../edge/start-page/html.ts';
import { BASE, PALETTE } from '../../look/look.ts';

const STYLE = trusted(`${PALETTE}${BASE}
body { margin: 15vh auto; max-width: 34rem }
h1 { font-size: 1.4rem }
p { margin-top: 1rem }
progress { width: 100%; accent-color: var(--link) }
`);

const TEXTS = {
  en: {
    title: 'The documentation is being made',
    why: 'That takes some ten seconds, once: the next start finds it. This page looks again by itself.',
    progress: (made: number, all: number) => (all === 0 ? 'Looking what there is …' : `${made} of ${all} pages`),
  },
  'zh-CN': {
    title: '正在生成文档',
    why: '大约需要十秒，而且只需一次：下次启动时文档就在那里。本页面会自动刷新。',
    progress: (made: number, all: number) => (all === 0 ? '正在查找已有的文档……' : `已完成 ${made} 页，共 ${all} 页`),
  },
};

/** Says that a site is in the making, and how far it is; reloads itself, with nothing but HTML. */
export function progressPage(path: string, { made, all }: { made: number; all: number }): Content {
  const language = path.startsWith('/docs/zh-CN') ? 'zh-CN' : 'en';
  const { title, why, progress } = TEXTS[language];
  const { markup } = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="1">
<link rel="icon" href="/favicon.ico">
<style>${STYLE}</style>
</head>
<body>
<h1>${title}</h1>
<p><label for="made">${progress(made, all)}</label> <progress id="made" max="${all || 1}" value="${made}"></progress></p>
<p>${why}</p>
</body>
</html>
`;
  const content = page(markup);
  return { ...content, status: 503, headers: { ...content.headers, 'Retry-After': '1' } };
}
