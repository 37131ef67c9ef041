// What stands between the brackets of arrays, maps, sets, buffers and promises.
(function (native, primordials, parts) {
  "use strict";
  const {
    ArrayBufferPrototypeGetByteLength, ArrayBufferPrototypeGetDetached, DataViewPrototypeGetBuffer,
    DataViewPrototypeGetByteLength, DataViewPrototypeGetByteOffset, MapIteratorPrototypeNext, MapPrototypeEntries,
    MapPrototypeGetSize, MathMax, MathMin, NumberPrototypeToString, ObjectHasOwn, SetIteratorPrototypeNext,
    SetPrototypeGetSize, SetPrototypeValues, SharedArrayBufferPrototypeGetByteLength, TypedArrayPrototypeGetBuffer,
    TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetByteOffset, TypedArrayPrototypeGetLength, Uint8Array, listOf,
    newList,
  } = primordials;
  const { formatElement, formatPrimitive, plural } = parts;

  function shown(state, length) {
    return MathMin(MathMax(0, state.maxArrayLength), length);
  }

  function appendRemaining(entries, count) {
    if (count > 0) entries[entries.length] = "... " + count + " more item" + plural(count);
    return entries;
  }

  function arrayEntries(state, array, level) {
    const entries = newList();
    const limit = shown(state, array.length);
    for (let index = 0; index < limit; index++) {
      if (!ObjectHasOwn(array, index)) return sparseEntries(state, array, level, limit, entries);
      entries[index] = formatElement(state, array, index, level);
    }
    return appendRemaining(entries, array.length - limit);
  }

  // A run of holes is one entry.
  function sparseEntries(state, array, level, limit, entries) {
    let position = entries.length;
    const present = native.indexKeys(array, position, limit);
    for (let at = 0; at < present.length && entries.length < limit; ) {
      const next = present[at];
      if (next > position) {
        entries[entries.length] = holes(state, next - position);
        position = next;
      } else {
        entries[entries.length] = formatElement(state, array, position, level);
        position++;
        at++;
      }
    }
    const left = array.length - position;
    if (entries.length === limit) return appendRemaining(entries, left);
    if (left > 0) entries[entries.length] = holes(state, left);
    return entries;
  }

  function holes(state, count) {
    return state.stylize("<" + count + " empty item" + plural(count) + ">", "undefined");
  }

  function typedArrayEntries(state, array, level) {
    const entries = newList();
    const length = TypedArrayPrototypeGetLength(array);
    const limit = shown(state, length);
    for (let index = 0; index < limit; index++) entries[index] = formatPrimitive(state, array[index]);
    appendRemaining(entries, length - limit);
    if (state.showHidden) appendTypedArrayFields(state, array, level, entries);
    return entries;
  }

  function appendTypedArrayFields(state, array, level, entries) {
    state.indentation += 2;
    const add = (name, value) => {
      entries[entries.length] = "[" + name + "]: " + state.format(state, value, level, true);
    };
    const length = TypedArrayPrototypeGetLength(array);
    const bytes = TypedArrayPrototypeGetByteLength(array);
    add("BYTES_PER_ELEMENT", parts.valueOf(array, "BYTES_PER_ELEMENT"));
    add("length", length);
    add("byteLength", bytes);
    add("byteOffset", TypedArrayPrototypeGetByteOffset(array));
    add("buffer", TypedArrayPrototypeGetBuffer(array));
    state.indentation -= 2;
  }

  function bufferEntries(state, buffer, level, isShared, isField) {
    const byteLength = isShared ? SharedArrayBufferPrototypeGetByteLength : ArrayBufferPrototypeGetByteLength;
    const length = byteLength(buffer);
    const size = "byteLength: " + formatPrimitive(state, length);
    if (isField) return listOf(size);
    if (!isShared && ArrayBufferPrototypeGetDetached(buffer)) {
      return listOf(state.stylize("(detached)", "special"), size);
    }
    const limit = shown(state, length);
    const bytes = new Uint8Array(buffer, 0, limit);
    let text = "";
    for (let index = 0; index < limit; index++) {
      const digits = NumberPrototypeToString(bytes[index], 16);
      text += (index === 0 ? "" : " ") + (digits.length === 1 ? "0" : "") + digits;
    }
    const hidden = length - limit;
    if (hidden > 0) text += " ... " + hidden + " more byte" + plural(hidden);
    return listOf(state.stylize("[Uint8Contents]", "special") + ": <" + text + ">", size);
  }

  function dataViewEntries(state, view, level) {
    const entries = newList();
    const add = (name, getter) => {
      state.indentation += 2;
      let text;
      try {
        text = state.format(state, getter(view), level);
      } catch {
        text = state.stylize("(detached)", "special");
      }
      state.indentation -= 2;
      entries[entries.length] = name + ": " + text;
    };
    add("byteLength", DataViewPrototypeGetByteLength);
    add("byteOffset", DataViewPrototypeGetByteOffset);
    add("buffer", DataViewPrototypeGetBuffer);
    return entries;
  }

  function setEntries(state, set, level) {
    const entries = newList();
    const size = SetPrototypeGetSize(set);
    const limit = shown(state, size);
    const values = SetPrototypeValues(set);
    state.indentation += 2;
    for (let index = 0; index < limit; index++) {
      const step = SetIteratorPrototypeNext(values);
      if (step.done) break;
      entries[index] = state.format(state, step.value, level);
    }
    state.indentation -= 2;
    return appendRemaining(entries, size - limit);
  }

  function mapEntries(state, map, level) {
    const entries = newList();
    const size = MapPrototypeGetSize(map);
    const limit = shown(state, size);
    const pairs = MapPrototypeEntries(map);
    state.indentation += 2;
    for (let index = 0; index < limit; index++) {
      const step = MapIteratorPrototypeNext(pairs);
      if (step.done) break;
      const pair = step.value;
      entries[index] = state.format(state, pair[0], level) + " => " + state.format(state, pair[1], level);
    }
    state.indentation -= 2;
    return appendRemaining(entries, size - limit);
  }

  const PENDING = 0;
  const REJECTED = 2;

  function promiseEntries(state, promise, level) {
    const standing = native.promiseState(promise);
    if (standing === PENDING) return listOf(state.stylize("<pending>", "special"));
    state.indentation += 2;
    const text = state.format(state, native.promiseResult(promise), level);
    state.indentation -= 2;
    return listOf(standing === REJECTED ? state.stylize("<rejected>", "special") + " " + text : text);
  }

  // Weak collections cannot be listed, iterators not without moving them on.
  function unknownEntries(state) {
    return listOf(state.stylize("<items unknown>", "special"));
  }

  return {
    __proto__: null,
    arrayEntries, bufferEntries, dataViewEntries, mapEntries, promiseEntries, setEntries, typedArrayEntries, unknownEntries,
  };
})
