// Holds an AsyncAPI document against the standard's own parser, and each message's examples against
// its JSON Schema: node asyncapi.mjs FILE
import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';
import Ajv from 'ajv';

const { document, diagnostics } = await new Parser().parse(await readFile(process.argv[2], 'utf8'));
const faults = diagnostics
  .filter((each) => each.severity <= 1)
  .map((each) => `${each.path.join('.')}: ${each.message}`);
const ajv = new Ajv({ strict: false, allErrors: true });
for (const message of document ? document.allMessages() : []) {
  const accepts = ajv.compile(JSON.parse(JSON.stringify(message.payload().json())));
  for (const example of message.examples()) {
    if (!accepts(example.payload())) {
      faults.push(`${message.name()}'s example: ${ajv.errorsText(accepts.errors)}`);
    }
  }
}
faults.forEach((each) => console.error(each));
if (faults.length > 0 || !document) {
  process.exit(1);
}
console.log(`${document.version()}: ${document.allMessages().length} messages`);
