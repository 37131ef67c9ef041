// multipart/form-data, both ways:
// https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data,
// https://fetch.spec.whatwg.org/#body-mixin
(function (native, primordials, parts) {
  "use strict";
  const {
    StringPrototypeReplaceAll, TypeError, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteOffset, newList,
  } = primordials;
  const { blobState, bytesOfText, concatBytes, fileState, lengthOfBytes, markedTextOfBytes, newFile, viewOfBytes } = parts;

  // What native.parseMultipart answers with for each part.
  const FIELDS = 5;

  function encodeMultipart(entries) {
    const boundary = "----SkerryFormBoundary" + native.boundary();
    const list = newList();
    for (let i = 0; i < entries.length; i += 2) appendEntry(list, boundary, entries[i], entries[i + 1]);
    list[list.length] = bytesOfText("--" + boundary + "--\r\n");
    return { bytes: concatBytes(list), type: "multipart/form-data; boundary=" + boundary };
  }

  function appendEntry(list, boundary, name, value) {
    const head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + escape(withLineBreaks(name)) + "\"";
    if (typeof value === "string") {
      list[list.length] = bytesOfText(head + "\r\n\r\n" + withLineBreaks(value) + "\r\n");
      return;
    }
    const { bytes, type } = blobState(value);
    const fileName = "; filename=\"" + escape(fileState(value).name) + "\"\r\nContent-Type: ";
    list[list.length] = bytesOfText(head + fileName + (type === "" ? "application/octet-stream" : type) + "\r\n\r\n");
    list[list.length] = bytes;
    list[list.length] = bytesOfText("\r\n");
  }

  function withLineBreaks(text) {
    text = StringPrototypeReplaceAll(text, "\r\n", "\n");
    return StringPrototypeReplaceAll(StringPrototypeReplaceAll(text, "\r", "\n"), "\n", "\r\n");
  }

  function escape(text) {
    text = StringPrototypeReplaceAll(StringPrototypeReplaceAll(text, "\n", "%0A"), "\r", "%0D");
    return StringPrototypeReplaceAll(text, "\"", "%22");
  }

  // https://andreubotella.github.io/multipart-form-data/#multipart-form-data-parser
  function decodeMultipart(bytes, boundary) {
    const buffer = TypedArrayPrototypeGetBuffer(bytes), offset = TypedArrayPrototypeGetByteOffset(bytes);
    const found = native.parseMultipart(buffer, offset, lengthOfBytes(bytes), boundary);
    if (found === undefined) throw new TypeError("the body is not multipart/form-data");
    const entries = newList();
    for (let i = 0; i < found.length; i += FIELDS) {
      const body = viewOfBytes(bytes, found[i + 3], found[i + 4] - found[i + 3]);
      entries[entries.length] = found[i];
      entries[entries.length] = found[i + 1] === undefined
        ? markedTextOfBytes(body)
        : newFile({ bytes: body, type: found[i + 2] }, found[i + 1]);
    }
    return entries;
  }

  return { __proto__: null, decodeMultipart, encodeMultipart };
})
