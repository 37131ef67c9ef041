// attack: a function that calls itself
// stopped by: exception RangeError
(function dive() {
  dive();
})();
