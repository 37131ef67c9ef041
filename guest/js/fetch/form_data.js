// FormData: https://xhr.spec.whatwg.org/#interface-formdata
(function (native, primordials, parts) {
  "use strict";
  const { TypeError, newList } = primordials;
  const {
    blobState, defineInterface, defineIterable, defineShown, isBlob, isFile, newFile, requireArguments, toArray, toUSVString,
  } = parts;

  let making;
  let entriesOf, isFormData;

  class FormData {
    // Names and values in turn; a value is a string or a File.
    #entries;
    static {
      isFormData = (value) => typeof value === "object" && value !== null && #entries in value;
      entriesOf = (form) => form.#entries;
    }
    constructor(form = undefined, submitter = undefined) {
      if (form !== undefined) throw new TypeError("FormData: there are no forms");
      this.#entries = making ?? newList();
      making = undefined;
    }
    append(name, value, filename = undefined) {
      const entries = this.#entries;
      requireArguments(arguments.length, 2, "FormData.append");
      name = toUSVString(name);
      const entry = toEntry(value, filename, arguments.length > 2);
      entries[entries.length] = name;
      entries[entries.length] = entry;
    }
    delete(name) {
      const entries = this.#entries;
      requireArguments(arguments.length, 1, "FormData.delete");
      remove(entries, toUSVString(name), 0);
    }
    get(name) {
      const entries = this.#entries;
      requireArguments(arguments.length, 1, "FormData.get");
      const at = find(entries, toUSVString(name));
      return at < 0 ? null : entries[at + 1];
    }
    getAll(name) {
      const entries = this.#entries;
      requireArguments(arguments.length, 1, "FormData.getAll");
      name = toUSVString(name);
      const values = newList();
      for (let i = 0; i < entries.length; i += 2) {
        if (entries[i] === name) values[values.length] = entries[i + 1];
      }
      return toArray(values);
    }
    has(name) {
      const entries = this.#entries;
      requireArguments(arguments.length, 1, "FormData.has");
      return find(entries, toUSVString(name)) >= 0;
    }
    set(name, value, filename = undefined) {
      const entries = this.#entries;
      requireArguments(arguments.length, 2, "FormData.set");
      name = toUSVString(name);
      const entry = toEntry(value, filename, arguments.length > 2);
      const at = find(entries, name);
      if (at >= 0) remove(entries, name, at + 2);
      const to = at < 0 ? entries.length : at;
      entries[to] = name;
      entries[to + 1] = entry;
    }
  }
  defineIterable(FormData, entriesOf);
  defineInterface(FormData);
  defineShown(FormData, (form) => entriesOf(form));

  // https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#create-an-entry
  function toEntry(value, filename, isNamed) {
    if (!isBlob(value)) {
      if (isNamed) throw new TypeError("FormData: a value with a file's name is not a Blob");
      return toUSVString(value);
    }
    if (filename !== undefined) return newFile(blobState(value), toUSVString(filename));
    return isFile(value) ? value : newFile(blobState(value), "blob");
  }

  function find(entries, name) {
    for (let i = 0; i < entries.length; i += 2) {
      if (entries[i] === name) return i;
    }
    return -1;
  }

  function remove(entries, name, from) {
    let at = from;
    for (let i = from; i < entries.length; i += 2) {
      if (entries[i] === name) continue;
      entries[at++] = entries[i];
      entries[at++] = entries[i + 1];
    }
    entries.length = at;
  }

  function newFormData(entries) {
    making = entries;
    return new FormData();
  }

  return { __proto__: null, formEntries: entriesOf, isFormData, newFormData };
})
