// attack: a source map that lies
// stopped by: exception Error
(0, eval)("throw new Error('x')\n//# sourceMappingURL=data:application/json;base64," + btoa(JSON.stringify({ version: 3, sources: ["/etc/passwd", "../../x"], names: [], mappings: "gggggggggggB,".repeat(1000) })));
