// attack: a source URL that names another file
// stopped by: exception Error
(0, eval)("throw new Error('x')\n//# sourceURL=/etc/passwd\n//# sourceMappingURL=file:///etc/passwd");
