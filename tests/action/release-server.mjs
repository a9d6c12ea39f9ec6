// Stands for the place of the releases: serves a folder, and says which commit a tag or a branch is. Prints its port; each request is one line of the log.
//   node release-server.mjs FOLDER LOG
import { appendFileSync, createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const [folder, log] = process.argv.slice(2);
createServer((request, response) => {
  appendFileSync(log, `${request.method} ${request.url}${request.headers.authorization === undefined ? '' : ' with a token'}\n`);
  const commit = /^\/repos\/[^/]+\/[^/]+\/commits\/(.+)$/.exec(request.url);
  if (commit) {
    const commits = JSON.parse(readFileSync(path.join(folder, 'commits.json'), 'utf8'));
    const found = commits[commit[1]];
    response.writeHead(found === undefined ? 422 : 200).end(found ?? '{"message":"No commit found"}');
    return;
  }
  const file = path.join(folder, path.normalize(request.url));
  if (existsSync(file) && statSync(file).isFile()) {
    response.writeHead(200);
    createReadStream(file).pipe(response);
  } else {
    response.writeHead(request.url.includes('/broken/') ? 500 : 404).end('Not Found');
  }
}).listen(0, '127.0.0.1', function () {
  console.log(this.address().port);
});
