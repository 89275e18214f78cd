/**
 * The one cryptographic suite, in JavaScript: what sync/_hazmat/browser.py calls from Python.
 *
 * It knows no format, holds no key and keeps no state. Bytes go in and come out as Uint8Array. The
 * only errors that leave it are Error("damaged"), Error("not_for_this_key") and Error("failed"):
 * a library's own message could quote what it was given. No eval: a strict Content-Security-Policy
 * with 'wasm-unsafe-eval' (Argon2id is WebAssembly; Pyodide needs the same) is enough.
 *
 * The noble libraries are synchronous, which WebCrypto is not: a TinyDB storage needs that. HPKE
 * takes its curve from the noble family too, since older browsers have no X25519 of their own.
 */
import { gcm } from "@noble/ciphers/aes.js";
import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core";
import { DhkemX25519HkdfSha256 } from "@hpke/dhkem-x25519";
import { argon2id } from "hash-wasm";

/** crypto.getRandomValues refuses more than this at a time. */
const MOST_RANDOM_BYTES = 65536;
/** HPKE's encapsulated key comes first in a sealed message. */
const ENC_BYTES = 32;

/** The HPKE suite of RFC 9180: exported for its test vectors, used below for everything else. */
export const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

/** Run a synchronous function; whatever it throws leaves as Error(code). */
function guarded(code, work) {
  try {
    return work();
  } catch {
    throw new Error(code);
  }
}

/** The same for an asynchronous one. */
async function guardedLater(code, work) {
  try {
    return await work();
  } catch {
    throw new Error(code);
  }
}

/** A copy in an ArrayBuffer of its own: a view into a larger one would show its neighbours. */
function buffer(bytes) {
  return bytes.slice().buffer;
}

function randomBytes(size) {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += MOST_RANDOM_BYTES) {
    crypto.getRandomValues(bytes.subarray(at, at + MOST_RANDOM_BYTES));
  }
  return bytes;
}

function verify(publicKey, signature, message) {
  try {
    // zip215 off: RFC 8032 as the native back end checks it, so that no signature holds in one
    // place and not in the other.
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

async function hpkeSeal(publicKey, info, plaintext) {
  const recipientPublicKey = await suite.kem.deserializePublicKey(buffer(publicKey));
  const sender = await suite.createSenderContext({ recipientPublicKey, info: buffer(info) });
  const ciphertext = new Uint8Array(await sender.seal(buffer(plaintext)));
  const sealed = new Uint8Array(ENC_BYTES + ciphertext.length);
  sealed.set(new Uint8Array(sender.enc), 0);
  sealed.set(ciphertext, ENC_BYTES);
  return sealed;
}

async function hpkeOpen(privateKey, info, sealed) {
  const recipientKey = await suite.kem.deserializePrivateKey(buffer(privateKey));
  const enc = buffer(sealed.subarray(0, ENC_BYTES));
  const recipient = await suite.createRecipientContext({ recipientKey, enc, info: buffer(info) });
  return new Uint8Array(await recipient.open(buffer(sealed.subarray(ENC_BYTES))));
}

function slowKey(secret, salt, memoryKib, passes, lanes, length) {
  return argon2id({
    password: secret,
    salt,
    memorySize: memoryKib,
    iterations: passes,
    parallelism: lanes,
    hashLength: length,
    outputType: "binary",
  });
}

/** The names of sync/_hazmat/protocol.py in camel case, same order of arguments. */
export const hazmat = Object.freeze({
  randomBytes: (size) => guarded("failed", () => randomBytes(size)),
  sha256: (data) => guarded("failed", () => sha256(data)),
  hmacSha256: (key, data) => guarded("failed", () => hmac(sha256, key, data)),
  hkdfSha256: (secret, salt, info, length) =>
    guarded("failed", () => hkdf(sha256, secret, salt, info, length)),
  aeadSeal: (key, nonce, plaintext, aad) =>
    guarded("failed", () => gcm(key, nonce, aad).encrypt(plaintext)),
  aeadOpen: (key, nonce, ciphertext, aad) =>
    guarded("damaged", () => gcm(key, nonce, aad).decrypt(ciphertext)),
  ed25519Public: (seed) => guarded("failed", () => ed25519.getPublicKey(seed)),
  ed25519Sign: (seed, message) => guarded("failed", () => ed25519.sign(message, seed)),
  ed25519Verify: verify,
  x25519Public: (privateKey) => guarded("failed", () => x25519.getPublicKey(privateKey)),
  argon2id: (secret, salt, memoryKib, passes, lanes, length) =>
    guardedLater("failed", () => slowKey(secret, salt, memoryKib, passes, lanes, length)),
  hpkeSeal: (publicKey, info, plaintext) =>
    guardedLater("damaged", () => hpkeSeal(publicKey, info, plaintext)),
  hpkeOpen: (privateKey, info, sealed) =>
    guardedLater("not_for_this_key", () => hpkeOpen(privateKey, info, sealed)),
});
