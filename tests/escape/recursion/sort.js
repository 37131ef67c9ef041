// attack: a comparison that sorts
// stopped by: exception RangeError
(function compare() {
  return [3, 2, 1].sort(compare).length;
})();
