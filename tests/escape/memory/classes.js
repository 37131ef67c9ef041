// attack: classes that extend each other
// stopped by: limit memory or exception RangeError
// after: either
let Last = class {};
for (;;) Last = class extends Last { #a = 1; static b = 2; };
