// An agent's desktop in a terminal: logs on, takes calls, talks for a while, wraps up, and goes on through
// the death of an Agent Manager. Needs Node 20 and a gateway.
//
//   node desktop.mjs --url ws://127.0.0.1:8090/v1/agent --agent a-17 --extension 4017 --zone north
//
// Further: --calls N ends after so many, --talk MS (default 2000), --code CODE (default: the job's own),
// --token-file FILE (read anew whenever a token is needed), --skills a,b:3
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { AgentClient, Refused } from '../../main/resources/web/client/index.js';

const { values: wanted } = parseArgs({
  options: {
    url: { type: 'string', default: 'ws://127.0.0.1:8090/v1/agent' },
    agent: { type: 'string' },
    extension: { type: 'string' },
    zone: { type: 'string' },
    calls: { type: 'string', default: '1000000' },
    talk: { type: 'string', default: '2000' },
    code: { type: 'string' },
    skills: { type: 'string' },
    'token-file': { type: 'string' },
  },
});

const desktop = new AgentClient({
  url: wanted.url,
  token: wanted['token-file'] && (async () => ({ token: (await readFile(wanted['token-file'], 'utf8')).trim() })),
});
let callsLeft = Number(wanted.calls);

const say = (text) => console.log(`${new Date().toISOString().slice(11, 23)} ${text}`);

/** Asks, and says what became of it; a refusal is no reason to stop. */
async function ask(what, command) {
  try {
    await command();
    say(`${what}: done`);
    return true;
  } catch (e) {
    if (!(e instanceof Refused)) throw e;
    say(`${what}: refused, ${e.reason}: ${e.message}`);
    return false;
  }
}

/** The same again after each outage, until it is done or something else happened. */
async function askUntilDone(what, command, stillWanted) {
  while (stillWanted() && !(await ask(what, command))) {
    await (desktop.state.zoneAvailable ? pause(500) : once('POMAvailable'));
  }
}

const once = (type) => new Promise((resolve) => desktop.addEventListener(type, resolve, { once: true }));

async function logOn() {
  const { agent, extension, zone } = wanted;
  const skills = wanted.skills?.split(',');
  const who = { agent, extension, zone, ...(skills && { skills }) };
  if (!(await ask('log on', () => desktop.logOn(who)))) {
    await askUntilDone('log on by force', () => desktop.logOn({ ...who, force: true }), () => true);
  }
  await askUntilDone('ready', () => desktop.ready(), () => desktop.state.loggedOn);
}

desktop.on('connection', ({ state, code }) => say(`connection ${state}${code ? `, close code ${code}` : ''}`));
desktop.on('resumed', ({ complete }) => say(`session resumed, ${complete ? 'nothing missed' : 'from a snapshot'}`));
desktop.on('POMNotAvailable', ({ cause }) => say(`zone not available (${cause}); the conversation goes on`));
desktop.on('POMAvailable', ({ cause }) => say(`zone available again (${cause})`));
desktop.on('GetAgentStatus', () => say('asked for my states, answered'));
desktop.on('AGTCallNotify', ({ call, contact }) => say(`call ${call} for contact ${contact ?? '?'}`));
desktop.on('AGTCallDisconnected', ({ endedBy }) => say(`call ended by ${endedBy}`));
desktop.on('AGTCallNuisance', ({ cause }) => say(`call marked nuisance: ${cause}`));

desktop.on('AGTCallConnected', async ({ call }) => {
  say('talking');
  await pause(Number(wanted.talk));
  const talking = () => desktop.state.call === call && desktop.state.callState === 'TALKING';
  await askUntilDone('release', () => desktop.release(), talking);
});

desktop.on('AGTAutoReleaseLine', async ({ call, wrapup }) => {
  const code = wanted.code ?? wrapup.codes[0] ?? wrapup.defaultCode;
  const wrappingUp = () => desktop.state.call === call && desktop.state.wrapup !== undefined;
  await askUntilDone(`wrap up with ${code}`, () => desktop.wrapUp(code), wrappingUp);
});

desktop.on('AGTContactWrappedUp', async ({ call, completionCode }) => {
  say(`call ${call} completed: ${completionCode}`);
  if (--callsLeft === 0) {
    await askUntilDone('log off', () => desktop.logOff(), () => desktop.state.loggedOn);
  }
});

// After a long break of the connection, or a failed check, somebody has to log on again.
desktop.on('sessionEnded', async ({ text }) => {
  say(`logged off: ${text}`);
  if (callsLeft <= 0) desktop.close();
  else await logOn();
});

await desktop.connect();
await logOn();
