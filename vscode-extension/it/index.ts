// Tests within a real extension host. `run` is what VS Code calls.
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { define } from './suite';

export async function run(): Promise<void> {
  const lines: string[] = [];
  Mocha.reporters.Base.consoleLog = (format: unknown, ...values: unknown[]) => {
    let index = 0;
    lines.push(String(format ?? '').replace(/%[sd]/g, () => String(values[index++])));
  };
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 60_000 });
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, '', mocha);
  define();
  const failures = await new Promise<number>(resolve => mocha.run(resolve));
  if (process.env['ENVLINT_TEST_LOG']) {
    writeFileSync(process.env['ENVLINT_TEST_LOG'], `${lines.join('\n')}\n`);
  }
  if (failures > 0) {
    throw new Error(`${failures} failed`);
  }
}
