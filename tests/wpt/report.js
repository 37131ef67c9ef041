// Sends what testharness.js finds to the runner.
(function () {
  "use strict";
  const { host, tell } = globalThis[Symbol.for("wpt")];
  const text = (value) => String(value ?? "").toWellFormed();
  add_result_callback((test) => host.result(text(test.name), test.status, text(test.message)));
  add_completion_callback((tests, status) => {
    host.status(status.status, text(status.message));
    tell("complete");
  });
})();
