export interface PageParts {
  /** `webview.cspSource`. */
  readonly cspSource: string;
  readonly nonce: string;
  readonly script: string;
  readonly styles: readonly string[];
}

/** The form's page: no inline script, style or data; what it shows arrives by messages. */
export function pageHtml({ cspSource, nonce, script, styles }: PageParts): string {
  const policy = [`default-src 'none'`, `script-src 'nonce-${nonce}'`, `style-src ${cspSource}`].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<title>Assign Links</title>
${styles.map((href) => `<link rel="stylesheet" href="${attribute(href)}">`).join('\n')}
</head>
<body>
<div id="app"></div>
<script nonce="${attribute(nonce)}" src="${attribute(script)}"></script>
</body>
</html>`;
}

/** Stands in for a form that the window did not keep enough of to open it again. */
export const LOST_PAGE = wordsPage(
  'This form can’t be brought back. Open it again from the Laserfiche view.',
);

/** Stands in for a form that a newer version of the extension kept. */
export const NEWER_PAGE = wordsPage(
  'A newer version of Laserfiche Links made this form, and what was typed in it is kept. Update the extension to go on with it.',
);

function wordsPage(words: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>Assign Links</title>
</head>
<body><p>${words}</p></body>
</html>`;
}

const attribute = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
