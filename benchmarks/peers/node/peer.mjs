// @digitalbazaar/vc as the services of the DCC call it: issue and verifyCredential with
// eddsa-rdfc-2022. Reads one JSON object a line: first the material, then orders
// {"work": "sign" | "verify", "count": n}; answers {"cpu": seconds of all its threads}.
import {createInterface} from 'node:readline';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';

const lines = createInterface({input: process.stdin})[Symbol.asyncIterator]();
const next = async () => JSON.parse((await lines.next()).value ?? 'null');

const {key, did, contexts, unsigned, signed, created} = await next();
const pair = await Ed25519Multikey.from({...key, type: 'Multikey', controller: did});
const {publicKeyMultibase} = key;
const method = {
  '@context': 'https://w3id.org/security/multikey/v1',
  id: key.id, type: 'Multikey', controller: did, publicKeyMultibase
};
const documents = new Map([
  ...Object.entries(contexts),
  [key.id, method],
  [did, {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did, verificationMethod: [method], assertionMethod: [key.id]
  }]
]);

async function documentLoader(url) {
  const document = documents.get(url);
  if(document === undefined) {
    throw new Error(`not in the library: ${url}`);
  }
  // The tag lets jsonld.js keep the processed contexts, as its own loaders do.
  return {contextUrl: null, documentUrl: url, document, tag: 'static'};
}

async function sign(number) {
  const suite = new DataIntegrityProof({signer: pair.signer(), cryptosuite, date: new Date(created)});
  const credential = structuredClone(unsigned[number % unsigned.length]);
  const made = await vc.issue({credential, suite, documentLoader});
  return JSON.stringify(made).length;
}

async function verify(number) {
  const suite = new DataIntegrityProof({cryptosuite});
  const credential = signed[number % signed.length];
  const checkStatus = () => ({verified: true});
  const result = await vc.verifyCredential({credential, suite, documentLoader, checkStatus});
  if(!result.verified) {
    throw result.error;
  }
}

const works = {sign, verify};
console.log(JSON.stringify({ready: true}));
for(let order = await next(); order !== null; order = await next()) {
  const before = process.cpuUsage();
  for(let number = 0; number < order.count; number++) {
    await works[order.work](number);
  }
  const {user, system} = process.cpuUsage(before);
  console.log(JSON.stringify({cpu: (user + system) / 1e6}));
}
process.exit(0);
