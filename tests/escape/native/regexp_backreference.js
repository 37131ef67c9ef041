// attack: nested back references
// stopped by: limit wall time
// after: either
/^(.*)\1(.*)\2(.*)\3(.*)\4$z/.test("ab".repeat(400));
for (;;) /^(?:(.*)(.*)(.*)(.*)(.*))\1\2\3\4\5$/.test("a".repeat(300) + "b");
