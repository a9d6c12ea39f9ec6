// Bundles the extension (dist/extension.js), with the schema of envlint.toml beside it, the page of the stack (dist/stack.js) and the tests that run in VS Code's extension host (out/it.cjs).
import { copyFileSync, mkdirSync } from 'node:fs';
import * as esbuild from 'esbuild';

const watch = process.argv.includes('--watch');
const common = { bundle: true, minify: !watch, sourcemap: watch, logLevel: 'warning', legalComments: 'none' };
const builds = [
  { ...common, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', platform: 'node', target: 'node20', format: 'cjs', external: ['vscode'] },
  { ...common, entryPoints: ['src/webview/stack.ts'], outfile: 'dist/stack.js', platform: 'browser', target: 'es2022', format: 'iife' },
  { ...common, minify: false, entryPoints: ['it/index.ts'], outfile: 'out/it.cjs', platform: 'node', target: 'node20', format: 'cjs', external: ['vscode', 'mocha'] },
];

mkdirSync('dist', { recursive: true });
copyFileSync('../docs/envlint.schema.json', 'dist/envlint.schema.json');
if (watch) {
  for (const build of builds) {
    await (await esbuild.context(build)).watch();
  }
} else {
  await Promise.all(builds.map(build => esbuild.build(build)));
}
