import { customAlphabet, customRandom, nanoid, urlAlphabet } from "nanoid";
import { nanoid as simple } from "nanoid/non-secure";
import { print } from "../print.js";

const ids = new Set(Array.from({ length: 2000 }, () => nanoid()));
print("two thousand differ", ids.size);
print("their shape", [...ids].every((id) => /^[\w-]{21}$/.test(id)));
print("lengths", [nanoid(5).length, nanoid(0), nanoid(300).length]);
print("an alphabet", [/^[abc]{12}$/.test(customAlphabet("abc", 12)()), new Set(customAlphabet("xyz", 500)()).size, urlAlphabet.length]);
print("own randomness", customRandom("abcdef", 10, (size) => new Uint8Array(size).map((_, i) => i * 7))());
print("without cryptography", simple(8).length);
