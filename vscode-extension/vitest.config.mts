import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { vscode: fileURLToPath(new URL('test/vscode.mock.ts', import.meta.url)) } },
  // Real programs are started, on machines that may be busy: how long that takes proves nothing.
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000 },
});
