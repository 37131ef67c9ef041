// File: https://w3c.github.io/FileAPI/#file-section
(function (native, primordials, parts) {
  "use strict";
  const { DateNow, MathTrunc, listOf } = primordials;
  const {
    Blob, blobState, defineInterface, defineShown, dictionary, lengthOfBytes, makeNextBlob, newBlobState, requireArguments, toBlobOptions, toBlobPart, toSequence, toUSVString,
  } = parts;

  let making;
  let isFile, fileState;

  class File extends Blob {
    #state;
    static {
      isFile = (value) => typeof value === "object" && value !== null && #state in value;
      fileState = (file) => file.#state;
    }
    constructor(fileBits, fileName, options = undefined) {
      if (making !== undefined) {
        const state = making;
        making = undefined;
        super();
        this.#state = state;
        return;
      }
      requireArguments(arguments.length, 2, "File");
      const list = toSequence(fileBits, toBlobPart, "File: the first argument");
      const name = toUSVString(fileName);
      const given = dictionary(options, "File");
      const blobOptions = toBlobOptions(given);
      const { lastModified } = given;
      const time = lastModified === undefined ? DateNow() : toLongLong(lastModified);
      makeNextBlob(newBlobState(list, blobOptions));
      super();
      this.#state = { name, lastModified: time };
    }
    get name() {
      return this.#state.name;
    }
    get lastModified() {
      return this.#state.lastModified;
    }
  }
  defineInterface(File);
  defineShown(File, (file) => listOf(
    "name", fileState(file).name, "lastModified", fileState(file).lastModified, "size", lengthOfBytes(blobState(file).bytes),
    "type", blobState(file).type,
  ));

  // https://webidl.spec.whatwg.org/#js-long-long, as far as doubles are whole.
  function toLongLong(value) {
    const number = MathTrunc(+value);
    return number - number === 0 ? number + 0 : 0;
  }

  // A file with the bytes and the type of a blob.
  function newFile(blob, name, lastModified = DateNow()) {
    makeNextBlob(blob);
    making = { name, lastModified };
    return new File();
  }

  return { __proto__: null, fileState, isFile, newFile };
})
