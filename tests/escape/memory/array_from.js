// attack: an array out of something that is never done
// stopped by: limit memory
// after: either
Array.from((function* () { for (;;) yield {}; })());
