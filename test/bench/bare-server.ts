/** The peer that does nothing: reads the body, sends one fixed answer. Arguments: port, file with the answer as JSON. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [port, file = ''] = process.argv.slice(2);
const { status, head, body } = JSON.parse(readFileSync(file, 'utf8')) as {
  status: number;
  head: string[];
  body: string;
};

createServer((request, response) => {
  request.on('data', () => {});
  request.on('end', () => {
    response.writeHead(status, head);
    response.end(body);
  });
}).listen(Number(port), '127.0.0.1');
