// atob and btoa: https://html.spec.whatwg.org/multipage/webappapis.html#atob
//
// The engine has both; what they throw becomes our DOMException.
(function (native, primordials, parts) {
  "use strict";
  const { ReflectDefineProperty, globalThis } = primordials;
  const { isEngineException, newDOMException, requireArguments, toDOMString } = parts;
  const { atob: decode, btoa: encode } = globalThis;

  function ours(work, text, message) {
    try {
      return work(text);
    } catch (error) {
      throw isEngineException(error) ? newDOMException(message, "InvalidCharacterError") : error;
    }
  }

  const functions = {
    atob(data) {
      requireArguments(arguments.length, 1, "atob");
      return ours(decode, toDOMString(data), "atob: the text is not base64");
    },
    btoa(data) {
      requireArguments(arguments.length, 1, "btoa");
      return ours(encode, toDOMString(data), "btoa: the text has a character beyond U+00FF");
    },
  };
  for (const name of ["atob", "btoa"]) {
    ReflectDefineProperty(globalThis, name, {
      __proto__: null, value: functions[name], writable: true, enumerable: true, configurable: true,
    });
  }
})
