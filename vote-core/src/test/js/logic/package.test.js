import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { minify } from 'terser';
import ts from 'typescript';

const folder = fileURLToPath(new URL('../../../main/resources/META-INF/resources/voteengine/', import.meta.url));
const here = fileURLToPath(new URL('..', import.meta.url));
const read = (name) => readFileSync(folder + name, 'utf8');
const packed = async (name) => gzipSync((await minify(read(name), { module: true })).code, { level: 9 }).length;

describe('the package', () => {
  it('is below 8 KB without React, minified and gzipped', async (t) => {
    const client = await packed('vote-client.js');
    const elements = await packed('vote-elements.js');
    t.diagnostic(`vote-client.js ${client} bytes, vote-elements.js ${elements} bytes`);
    assert.ok(client + elements < 8_192, `${client} + ${elements} bytes`);
  });

  it('depends on nothing', () => {
    for (const name of ['vote-client.js', 'vote-elements.js', 'vote-react.js']) {
      const imports = [...read(name).matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, from]) => from);
      assert.ok(imports.every((from) => from === './vote-client.js'), `${name}: ${imports}`);
    }
    assert.doesNotMatch(read('vote-client.js'), /^import /m);
    assert.equal(JSON.parse(read('package.json')).dependencies, undefined);
  });

  it('has hooks of less than 80 lines', () => {
    assert.ok(read('vote-react.js').split('\n').length < 80);
  });

  it('is packed by npm with all that it exports', () => {
    const [{ files }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: folder, encoding: 'utf8' }));
    const names = files.map(({ path }) => path).sort();
    assert.deepEqual(names, readdirSync(folder).sort());
    const exported = Object.values(JSON.parse(read('package.json')).exports)
      .flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)));
    exported.forEach((target) => assert.ok(names.includes(target.slice(2)), target));
  });

  it('has the version of the library', () => {
    const pom = readFileSync(`${here}../../../pom.xml`, 'utf8');
    const [, version] = pom.match(/<artifactId>voteengine<\/artifactId>\s*<version>([^<]+)/);
    assert.equal(JSON.parse(read('package.json')).version, version.replace('-SNAPSHOT', ''));
  });

  it('has types that fit its use', () => {
    const program = ts.createProgram([`${here}support/usage.ts`], {
      strict: true, noEmit: true, module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'], types: [],
    });
    const problems = ts.getPreEmitDiagnostics(program).map((problem) => {
      const line = problem.file?.getLineAndCharacterOfPosition(problem.start).line;
      return `${problem.file?.fileName}:${line + 1} ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`;
    });
    assert.deepEqual(problems, []);
  });

  it('types what it exports', () => {
    for (const name of ['vote-client', 'vote-elements', 'vote-react']) {
      const exported = (text) => [...text.matchAll(/^export (?:declare )?(?:const|class|function) (\w+)/gm)].map(([, it]) => it);
      const hidden = ['Subject']; // for the tests
      assert.deepEqual(exported(read(`${name}.d.ts`)).sort(), exported(read(`${name}.js`)).filter((it) => !hidden.includes(it)).sort());
    }
    const members = [...read('vote-client.d.ts').split('class VoteClient')[1].split('\n}')[0].matchAll(/^  (\w+)\(/gm)].map(([, it]) => it);
    const client = read('vote-client.js').split('class VoteClient')[1];
    new Set(members).forEach((member) => assert.match(client, new RegExp(`^  (async )?${member}\\(`, 'm')));
  });
});
