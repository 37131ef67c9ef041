;; A host module as a component, by hand: wit/module/module.wit. The first letter of a
;; name decides what a function does.
(component
  (core module $code
    (memory (export "memory") 1)
    (global $free (mut i32) (i32.const 4096))
    (global $calls (mut i32) (i32.const 0))
    ;; echo, trap, spin, grow, fail, count, lie, handle
    (data (i32.const 0) "echotrapspingrowfailcountliehandle")
    ;; (pointer, length) of each name
    (data (i32.const 64)
      "\00\00\00\00\04\00\00\00" "\04\00\00\00\04\00\00\00" "\08\00\00\00\04\00\00\00" "\0c\00\00\00\04\00\00\00"
      "\10\00\00\00\04\00\00\00" "\14\00\00\00\05\00\00\00" "\19\00\00\00\03\00\00\00" "\1c\00\00\00\06\00\00\00")
    ;; the list itself
    (data (i32.const 128) "\40\00\00\00\08\00\00\00")
    (data (i32.const 136) "RangeErrortoo far")
    ;; what is no CBOR; function 7 of some script
    (data (i32.const 160) "\ff")
    (data (i32.const 164) "\da\53\4b\45\00\07")

    (func (export "realloc") (param $old i32) (param $had i32) (param $align i32) (param $size i32) (result i32)
      (local $at i32)
      (local.set $at (i32.and (i32.add (global.get $free) (i32.const 7)) (i32.const -8)))
      (global.set $free (i32.add (local.get $at) (local.get $size)))
      (loop $more
        (if (i32.gt_u (global.get $free) (i32.mul (memory.size) (i32.const 65536)))
          (then
            (if (i32.eq (memory.grow (i32.const 1)) (i32.const -1)) (then (unreachable)))
            (br $more))))
      (local.get $at))

    (func (export "list") (result i32) (i32.const 128))

    ;; The outcome with a payload and no streams.
    (func $give (param $at i32) (param $length i32) (result i32)
      (i32.store (i32.const 200) (i32.const 0))
      (i32.store (i32.const 204) (local.get $at))
      (i32.store (i32.const 208) (local.get $length))
      (i32.store (i32.const 212) (i32.const 0))
      (i32.store (i32.const 216) (i32.const 0))
      (i32.const 200))

    (func (export "call")
      (param $name i32) (param $length i32) (param $payload i32) (param $bytes i32) (param $streams i32) (param $n i32)
      (result i32)
      (local $letter i32)
      (local.set $letter (i32.load8_u (local.get $name)))
      (if (i32.eq (local.get $letter) (i32.const 101)) (then (return (call $give (local.get $payload) (local.get $bytes)))))
      (if (i32.eq (local.get $letter) (i32.const 116)) (then (unreachable)))
      (if (i32.eq (local.get $letter) (i32.const 115)) (then (loop $spin (br $spin))))
      (if (i32.eq (local.get $letter) (i32.const 103))
        (then (loop $grow (br_if $grow (i32.ne (memory.grow (i32.const 16)) (i32.const -1))))))
      (if (i32.eq (local.get $letter) (i32.const 99))
        (then
          (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
          (i32.store8 (i32.const 180) (global.get $calls))
          (return (call $give (i32.const 180) (i32.const 1)))))
      (if (i32.eq (local.get $letter) (i32.const 108)) (then (return (call $give (i32.const 160) (i32.const 1)))))
      (if (i32.eq (local.get $letter) (i32.const 104)) (then (return (call $give (i32.const 164) (i32.const 6)))))
      ;; fail, and grow when it has grown as far as it may
      (i32.store (i32.const 200) (i32.const 1))
      (i32.store (i32.const 204) (i32.const 136))
      (i32.store (i32.const 208) (i32.const 10))
      (i32.store (i32.const 212) (i32.const 146))
      (i32.store (i32.const 216) (i32.const 7))
      (i32.const 200)))

  (core instance $core (instantiate $code))
  (alias core export $core "memory" (core memory $memory))
  (alias core export $core "realloc" (core func $realloc))
  (type $failure (record (field "name" string) (field "message" string)))
  (type $bytes (record (field "chunks" (stream u8)) (field "end" (future (result (error $failure))))))
  (type $outcome (record (field "payload" (list u8)) (field "streams" (list $bytes))))
  (func $list (result (list string))
    (canon lift (core func $core "list") (memory $memory)))
  (func $call async
    (param "name" string) (param "payload" (list u8)) (param "streams" (list $bytes))
    (result (result $outcome (error $failure)))
    (canon lift (core func $core "call") (memory $memory) (realloc $realloc)))

  ;; Types of exported functions have names: they are imported and exported again.
  (component $named
    (type $f (record (field "name" string) (field "message" string)))
    (import "failure" (type $failure (eq $f)))
    (type $b (record (field "chunks" (stream u8)) (field "end" (future (result (error $failure))))))
    (import "bytes" (type $bytes (eq $b)))
    (type $o (record (field "payload" (list u8)) (field "streams" (list $bytes))))
    (import "outcome" (type $outcome (eq $o)))
    (import "list" (func $list (result (list string))))
    (import "call" (func $call async
      (param "name" string) (param "payload" (list u8)) (param "streams" (list $bytes))
      (result (result $outcome (error $failure)))))
    (export $failure-out "failure" (type $failure))
    (type $b-out (record (field "chunks" (stream u8)) (field "end" (future (result (error $failure-out))))))
    (export $bytes-out "bytes" (type $b-out))
    (type $o-out (record (field "payload" (list u8)) (field "streams" (list $bytes-out))))
    (export $outcome-out "outcome" (type $o-out))
    (export "list" (func $list))
    (export "call" (func $call) (func async
      (param "name" string) (param "payload" (list u8)) (param "streams" (list $bytes-out))
      (result (result $outcome-out (error $failure-out))))))
  (instance $functions (instantiate $named
    (with "failure" (type $failure)) (with "bytes" (type $bytes)) (with "outcome" (type $outcome))
    (with "list" (func $list)) (with "call" (func $call))))
  (export "skerry:module/functions@0.1.0" (instance $functions)))
