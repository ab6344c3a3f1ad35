import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** A credential in the forms that a leak can take: plain, URL-encoded, in JSON, in base64 of something longer. */
export function formsOf(secret: string): readonly string[] {
  const plain = [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ s: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
  ];
  // Where a text stands within base64 depends on what comes before it; the characters at both ends are left out.
  const encoded = [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before, 'x'), Buffer.from(secret)]);
    return [bytes.toString('base64'), bytes.toString('base64url')].map((text) => text.slice(4, -4));
  });
  return [...new Set([...plain, ...encoded])].filter((form) => form.length >= 6);
}

/** Which of the credentials a text holds; told by their names only. */
export function leaksIn(text: string, canaries: ReadonlyMap<string, string>): string[] {
  return [...canaries].flatMap(([name, secret]) =>
    formsOf(secret).some((form) => text.includes(form)) ? [name] : [],
  );
}

/** Every file below a folder that holds a credential, with its name. */
export async function leaksBelow(folder: string, canaries: ReadonlyMap<string, string>): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name));
  const found = await Promise.all(
    files.map(async (file) => {
      // Latin-1 keeps every byte of a file that is no text; UTF-8 is how texts are written.
      const bytes = await readFile(file).catch(() => Buffer.alloc(0));
      const leaks = new Set([
        ...leaksIn(bytes.toString('latin1'), canaries),
        ...leaksIn(bytes.toString(), canaries),
      ]);
      return [...leaks].map((name) => `${path.relative(folder, file)}: ${name}`);
    }),
  );
  return found.flat();
}
