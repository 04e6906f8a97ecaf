// @digitalbazaar/vc on what we signed, and signatures of its own for us to judge. Reads one JSON object:
// {"now", "documents": {url: document}, "verify": {name: credential},
// "sign": {name: [suite, key, credential]}}; writes {"verified": {name: true or why not},
// "signed": {name: credential}}. Nothing is fetched: what is not among the documents is an error.
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {cryptosuite as ecdsa} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {cryptosuite as eddsa} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {readFileSync} from 'node:fs';

const {now, documents, verify, sign} = JSON.parse(readFileSync(0, 'utf8'));
const suites = {
  'eddsa-rdfc-2022': [eddsa, Ed25519Multikey],
  'ecdsa-rdfc-2019': [ecdsa, EcdsaMultikey]
};

async function documentLoader(url) {
  const document = documents[url];
  if(document === undefined) {
    throw new Error(`not in the library: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document, tag: 'static'};
}

async function judge(credential) {
  const suite = [eddsa, ecdsa].map(cryptosuite => new DataIntegrityProof({cryptosuite}));
  const options = {credential, suite, documentLoader, now: new Date(now)};
  if(credential.credentialStatus) {
    options.checkStatus = async ({credential}) => {
      const made = await checkStatus({credential, suite, documentLoader});
      // "verified" says that the list is good; each status is a bit of it.
      return {...made, verified: made.verified && made.results.every(({status}) => !status)};
    };
  }
  const result = await vc.verifyCredential(options);
  return result.verified || why(result);
}

function why({error, statusResult}) {
  const named = [error, ...(error?.errors ?? []), statusResult?.error];
  return named.map(each => each?.message).filter(Boolean).join('; ') || 'not verified';
}

async function issue([name, key, credential]) {
  const [cryptosuite, multikey] = suites[name];
  const pair = await multikey.from(key);
  const suite = new DataIntegrityProof({signer: pair.signer(), cryptosuite, date: new Date(now)});
  return vc.issue({credential, suite, documentLoader});
}

async function each(orders, work) {
  const made = {};
  for(const [name, order] of Object.entries(orders)) {
    made[name] = await work(order);
  }
  return made;
}

console.log(JSON.stringify({
  verified: await each(verify, judge), signed: await each(sign, issue)
}));
