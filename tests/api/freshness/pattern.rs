//! A component that fills its memory with a pattern, and that looks for one.

use super::component::{ANSWER, Enemy};

/// Asked for nothing it fills what it has beyond 64 KiB with a pattern, asked for text what
/// the image put below that too; asked for a value it counts words that are not zero, where
/// the image's bytes are there.
pub fn component() -> Vec<u8> {
    let functions = "
        (func $grow (loop $more (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))))
        (func $fill
            (memory.fill (i32.const 65536) (i32.const 165)
                (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const 65536))))
        (func $dive (param i32 i64) (result i64)
            (if (result i64) (local.get 0)
                (then (i64.add (call $dive (i32.sub (local.get 0) (i32.const 1)) (local.get 1)) (local.get 1)))
                (else (local.get 1))))
        (func $count (result i32) (local $at i32) (local $end i32) (local $found i32)
            (local.set $at (i32.const 65536))
            (local.set $end (i32.mul (memory.size) (i32.const 65536)))
            (loop $next
                (if (i64.ne (i64.load (local.get $at)) (i64.const 0))
                    (then (local.set $found (i32.add (local.get $found) (i32.const 1)))))
                (local.set $at (i32.add (local.get $at) (i32.const 8)))
                (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
            (if (i32.ne (i32.load (i32.const 8192)) (i32.const 0x01020304)) (then unreachable))
            (local.get $found))";
    // An integer of CBOR, most significant byte first.
    let answer = "
        (local $found i32)
        (call $grow)
        (i32.store8 (i32.const 16) (i32.const 0))
        (i32.store (i32.const 20) (i32.const 4096))
        (if (i32.eq (local.get 2) (i32.const 2)) (then (i32.store (i32.const 8192) (i32.const 0xa5a5a5a5))))
        (if (i32.ne (local.get 2) (i32.const 1))
            (then (call $fill) (drop (call $dive (i32.const 5000) (i64.const 0xa5a5a5a5a5a5a5a5))) (i32.store (i32.const 24) (i32.const 0)))
            (else
                (local.set $found (call $count))
                (i32.store8 (i32.const 4096) (i32.const 0x1a))
                (i32.store8 (i32.const 4097) (i32.shr_u (local.get $found) (i32.const 24)))
                (i32.store8 (i32.const 4098) (i32.shr_u (local.get $found) (i32.const 16)))
                (i32.store8 (i32.const 4099) (i32.shr_u (local.get $found) (i32.const 8)))
                (i32.store8 (i32.const 4100) (local.get $found))
                (i32.store (i32.const 24) (i32.const 5))))
        (i32.const 16)";
    let data = vec![(ANSWER, vec![0; 4]), (8192, vec![4, 3, 2, 1])];
    Enemy { more: functions.to_owned(), data, ..Enemy::does(answer) }.component()
}
