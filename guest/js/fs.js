// skerry:fs: whole files and folders, over functions of the host that take or give
// one part each, so that neither side holds more than a part beside the data itself.
// An iterator of parts and a stream are made of the same functions.
(function (primordials) {
  "use strict";
  const {
    ArrayBufferIsView, ArrayBufferPrototypeGetByteLength, ArrayPrototype, ArrayPrototypeSort, DataViewPrototypeGetBuffer,
    DataViewPrototypeGetByteLength, DataViewPrototypeGetByteOffset, Error, MathMax, MathMin, ObjectDefineProperty,
    PromiseThen, RangeError, ReflectSetPrototypeOf, StringPrototypeCharCodeAt, StringPrototypeSlice,
    StringPrototypeToLowerCase, TypeError, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength,
    TypedArrayPrototypeGetByteOffset, TypedArrayPrototypeGetLength, TypedArrayPrototypeGetSymbolToStringTag,
    TypedArrayPrototypeSet, Uint8Array, newList,
  } = primordials;

  // Bytes, or units of a string, that cross at a time when a file is written.
  const PART = 262144;

  // What the host answers later has no stack: its error gets that of the call.
  const placed = (work) => {
    const { stack } = new Error();
    return PromiseThen(work(), undefined, (error) => {
      if (typeof error === "object" && error !== null) {
        ObjectDefineProperty(error, "stack", { __proto__: null, value: stack, writable: true, configurable: true });
      }
      throw error;
    });
  };

  // Whether the encoding that was asked for is that of text.
  const isText = (options) => {
    const encoding = typeof options === "object" && options !== null ? options.encoding : options;
    if (encoding === undefined || encoding === null) return false;
    const name = typeof encoding === "string" ? StringPrototypeToLowerCase(encoding) : encoding;
    if (name === "utf-8" || name === "utf8") return true;
    throw new RangeError("the encoding of a file is 'utf-8', or none for bytes");
  };

  const bytesOf = (data) => {
    if (!ArrayBufferIsView(data)) {
      if (typeof data !== "object" || data === null) {
        throw new TypeError("what a file is to hold is a string, an ArrayBuffer or a view of one");
      }
      return new Uint8Array(data, 0, ArrayBufferPrototypeGetByteLength(data));
    }
    if (TypedArrayPrototypeGetSymbolToStringTag(data) !== undefined) {
      return new Uint8Array(
        TypedArrayPrototypeGetBuffer(data), TypedArrayPrototypeGetByteOffset(data), TypedArrayPrototypeGetByteLength(data),
      );
    }
    return new Uint8Array(
      DataViewPrototypeGetBuffer(data), DataViewPrototypeGetByteOffset(data), DataViewPrototypeGetByteLength(data),
    );
  };

  // Where the part that begins at `from` ends; a character is not cut in two.
  const textEnd = (text, from) => {
    const end = MathMin(from + PART, text.length);
    const unit = end < text.length ? StringPrototypeCharCodeAt(text, end - 1) : 0;
    return unit >= 0xd800 && unit <= 0xdbff ? end - 1 : end;
  };

  return (native) => {
    const readText = async (part) => {
      let text = part.data;
      while (part.handle !== null) {
        part = await native.read(part.handle);
        text += part.data;
      }
      return text;
    };

    const readBytes = async (part) => {
      // A file can grow while it is read, and some do not know their size.
      let bytes = new Uint8Array(MathMax(part.size, 2 * PART));
      let filled = 0;
      for (;;) {
        const length = TypedArrayPrototypeGetLength(part.data);
        const room = TypedArrayPrototypeGetLength(bytes);
        if (filled + length > room) {
          const larger = new Uint8Array(2 * room);
          TypedArrayPrototypeSet(larger, bytes, 0);
          bytes = larger;
        }
        TypedArrayPrototypeSet(bytes, part.data, filled);
        filled += length;
        if (part.handle === null) break;
        part = await native.read(part.handle);
      }
      return new Uint8Array(TypedArrayPrototypeGetBuffer(bytes), 0, filled);
    };

    const readFile = async (path, options) => {
      const asText = isText(options);
      const first = await native.open(path, asText);
      if (first.handle === null) return first.data;
      try {
        return await (asText ? readText(first) : readBytes(first));
      } catch (error) {
        native.close(first.handle);
        throw error;
      }
    };

    const writeFile = async (path, data, options, append) => {
      const isObject = typeof options === "object" && options !== null;
      isText(options);
      const how = { append: append || (isObject && !!options.append), createNew: isObject && !!options.createNew };
      const asText = typeof data === "string";
      const whole = asText ? data : bytesOf(data);
      const length = asText ? data.length : TypedArrayPrototypeGetLength(whole);
      const buffer = asText ? undefined : TypedArrayPrototypeGetBuffer(whole);
      const start = asText ? 0 : TypedArrayPrototypeGetByteOffset(whole);
      let handle = null;
      let from = 0;
      try {
        do {
          const end = asText ? textEnd(whole, from) : MathMin(from + PART, length);
          const part = asText ? StringPrototypeSlice(whole, from, end) : new Uint8Array(buffer, start + from, end - from);
          const isLast = end === length;
          if (from === 0) handle = await native.create(path, part, how, isLast);
          else await native.write(handle, part, isLast);
          from = end;
        } while (from < length);
      } catch (error) {
        if (handle !== null) native.close(handle);
        throw error;
      }
    };

    const readDir = async function* readDir(path) {
      let part = await placed(async () => native.list(path));
      const { handle } = part;
      try {
        for (;;) {
          const { entries } = part;
          const { length } = entries;
          for (let index = 0; index < length; index++) yield entries[index];
          if (part.handle === null) return;
          part = await native.listMore(handle);
        }
      } finally {
        if (handle !== null) native.close(handle);
      }
    };

    const list = async (path) => {
      const all = newList();
      let part = await native.list(path);
      for (;;) {
        const { entries } = part;
        const { length } = entries;
        for (let index = 0; index < length; index++) all[all.length] = entries[index];
        if (part.handle === null) break;
        part = await native.listMore(part.handle);
      }
      ReflectSetPrototypeOf(all, ArrayPrototype);
      return ArrayPrototypeSort(all, (a, b) => (a.name < b.name ? -1 : 1));
    };

    const functions = {
      readFile: (path, options) => placed(() => readFile(path, options)),
      writeFile: (path, data, options) => placed(() => writeFile(path, data, options, false)),
      appendFile: (path, data, options) => placed(() => writeFile(path, data, options, true)),
      readDir,
      list: (path) => placed(() => list(path)),
      stat: (path) => placed(async () => native.stat(path)),
      lstat: (path) => placed(async () => native.lstat(path)),
      exists: (path) => placed(async () => native.exists(path)),
      mkdir: (path, options) => placed(async () => native.mkdir(path, !!options?.recursive)),
      remove: (path, options) => placed(async () => native.remove(path, !!options?.recursive)),
      rename: (from, to) => placed(async () => native.rename(from, to)),
      copyFile: (from, to) => placed(async () => native.copyFile(from, to)),
    };
    return { __proto__: null, ...functions, default: functions };
  };
})
