import assert from 'node:assert/strict';
import path from 'node:path';
import { ESLint } from 'eslint';

const root = path.join(__dirname, '../../..');

/** What lint says of the walls when a file of `room` imports `specifier`. */
async function complaints(file: string, specifier: string): Promise<number> {
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.ts', '**/*.tsx'],
        plugins: { rooms: { rules: { walls: (await import('../../../eslint.walls.mjs')).walls } } },
        rules: { 'rooms/walls': 'error' },
      },
    ],
  });
  const [result] = await eslint.lintText(`import '${specifier}';`, {
    filePath: path.join(root, 'src', file),
  });
  return result?.messages.length ?? 0;
}

describe('walls between the rooms', () => {
  const closed: [string, string][] = [
    ['api/http.ts', '../links/plan'],
    ['links/plan.ts', '../api'],
    ['links/plan.ts', '../api/client'],
    ['editing/journal/file.ts', '../../host'],
    ['sandbox/routes/links.ts', '../../api/types'],
    ['tree/provider.ts', '../connections/store'],
    ['commands/support/pick.ts', '../../tree/loader'],
    ['diagnose/checks/run.ts', '../settings'],
    ['ui/notify.ts', '../host'],
    ['tree/item.ts', '../ui/notify'],
    ['editing/journal/file.ts', '../../ui'],
    ['links/plan.ts', '../ui/inert'],
    ['diagnose/checks/run.ts', '../../connections'],
    ['webviews/assignLinks/app/App.tsx', '../panel'],
    ['webviews/assignLinks/app/state/rows.ts', '../../../../host'],
    ['webviews/assignLinks/app/state/rows.ts', '../../../../ui'],
  ];
  for (const [file, specifier] of closed) {
    it(`keep ${file} from importing ${specifier}`, async () =>
      assert.equal(await complaints(file, specifier), 1));
  }

  const open: [string, string][] = [
    ['api/http.ts', './errors'],
    ['links/plan.ts', '../api/types'],
    ['editing/journal/file.ts', '../../api'],
    ['sandbox/routes/links.ts', '../repository/links'],
    ['tree/provider.ts', '../connections'],
    ['tree/provider.ts', '../host/words'],
    ['tree/item.ts', '../ui'],
    ['commands/support/pick.ts', '../../ui'],
    ['host/words.ts', '../ui/inert'],
    ['diagnose/checks/run.ts', '../../api'],
    ['diagnose/checks/run.ts', './scene'],
    ['diagnose/settings.ts', './checks'],
    ['webviews/assignLinks/app/App.tsx', '../protocol'],
    ['webviews/assignLinks/app/state/rows.ts', '../../../../links'],
    ['webviews/assignLinks/app/state/rows.ts', '../../../../ui/inert'],
  ];
  for (const [file, specifier] of open) {
    it(`let ${file} import ${specifier}`, async () => assert.equal(await complaints(file, specifier), 0));
  }
});
