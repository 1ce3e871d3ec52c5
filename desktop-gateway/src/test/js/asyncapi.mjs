// Holds an AsyncAPI document against the standard's own parser: node asyncapi.mjs FILE
import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';

const { document, diagnostics } = await new Parser().parse(await readFile(process.argv[2], 'utf8'));
const faults = diagnostics.filter((each) => each.severity === 0);
for (const each of faults) {
  console.error(`${each.path.join('.')}: ${each.message}`);
}
if (faults.length > 0 || !document) {
  process.exit(1);
}
console.log(`${document.version()}: ${document.allMessages().length} messages`);
