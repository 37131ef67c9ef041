// attack: a key that takes minutes to find
// stopped by: limit wall time
crypto.subtle.generateKey({ name: "RSA-PSS", hash: "SHA-1", modulusLength: 8192, publicExponent: new Uint8Array([3]) }, true, ["sign"]);
