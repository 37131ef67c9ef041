# Calls a function on another shadow stack. Compiled code reaches its shadow
# stack through one global; no C or Rust can set it for a callee and set it back.
#
# void skerry_call_on(void (*function)(void *), void *argument, void *stack_top)

	.globaltype	__stack_pointer, i32
	.tabletype	__indirect_function_table, funcref

	.section	.text.skerry_call_on,"",@
	.globl	skerry_call_on
	.type	skerry_call_on,@function
skerry_call_on:
	.functype	skerry_call_on (i32, i32, i32) -> ()
	.local	i32
	global.get	__stack_pointer
	local.set	3
	local.get	2
	global.set	__stack_pointer
	local.get	1
	local.get	0
	call_indirect	__indirect_function_table, (i32) -> ()
	local.get	3
	global.set	__stack_pointer
	end_function
