/** Text that is markup already. */
export interface Html {
  readonly markup: string;
}

/** What a template takes: text is escaped, markup stays, lists are joined, what is not there leaves nothing. */
export type Content = string | number | Html | undefined | readonly Content[];

/** Markup in which every value is text unless it says otherwise. Fits element content and double-quoted attributes. */
export function html(parts: TemplateStringsArray, ...values: Content[]): Html {
  return { markup: parts.map((part, index) => part + markupOf(values[index])).join('') };
}

/** Takes text for markup; only for what this project wrote itself. */
export function trusted(markup: string): Html {
  return { markup };
}

function markupOf(content: Content): string {
  if (content === undefined) return '';
  if (typeof content !== 'object') return escaped(String(content));
  return isMarkup(content) ? content.markup : content.map(markupOf).join('');
}

function isMarkup(content: Html | readonly Content[]): content is Html {
  return 'markup' in content;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
