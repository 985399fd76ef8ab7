/**
 * Writes text to the clipboard, and says whether that went well. The clipboard proper is there in secure contexts only,
 * and neither a server in a local network nor a file has to be one.
 */
export async function written(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const before = document.activeElement;
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'said';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    before?.focus();
    return done;
  }
}
