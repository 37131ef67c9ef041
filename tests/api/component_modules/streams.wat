;; A host module that streams, by hand: wit/module/module.wit. The first letter of a name
;; decides what a function does. Whatever waits goes back to the host until it is told, so
;; that calls run beside each other.
(component
  (core module $store
    (memory (export "memory") 8)
    (global $free (mut i32) (i32.const 400000))
    (func (export "realloc") (param $old i32) (param $had i32) (param $align i32) (param $size i32) (result i32)
      (local $at i32)
      (local.set $at (i32.and (i32.add (global.get $free) (i32.const 7)) (i32.const -8)))
      (global.set $free (i32.add (local.get $at) (local.get $size)))
      (loop $more
        (if (i32.gt_u (global.get $free) (i32.mul (memory.size) (i32.const 65536)))
          (then
            (if (i32.eq (memory.grow (i32.const 1)) (i32.const -1)) (then (unreachable)))
            (br $more))))
      (local.get $at)))
  (core instance $store (instantiate $store))
  (alias core export $store "memory" (core memory $memory))
  (alias core export $store "realloc" (core func $realloc))

  (type $failure (record (field "name" string) (field "message" string)))
  (type $chunks (stream u8))
  (type $end (future (result (error $failure))))
  (type $bytes (record (field "chunks" $chunks) (field "end" $end)))
  (type $outcome (record (field "payload" (list u8)) (field "streams" (list $bytes))))
  (type $answer (result $outcome (error $failure)))
  (core func $return (canon task.return (result $answer) (memory $memory)))
  (core func $stream-new (canon stream.new $chunks))
  (core func $stream-read (canon stream.read $chunks async (memory $memory)))
  (core func $stream-write (canon stream.write $chunks async (memory $memory)))
  (core func $stream-drop-readable (canon stream.drop-readable $chunks))
  (core func $stream-drop-writable (canon stream.drop-writable $chunks))
  (core func $future-new (canon future.new $end))
  (core func $future-read (canon future.read $end async (memory $memory) (realloc $realloc)))
  (core func $future-write (canon future.write $end async (memory $memory)))
  (core func $future-drop-readable (canon future.drop-readable $end))
  (core func $future-drop-writable (canon future.drop-writable $end))
  (core func $set-new (canon waitable-set.new))
  (core func $join (canon waitable.join))
  (core instance $async
    (export "set-new" (func $set-new))
    (export "join" (func $join))
    (export "memory" (memory $memory))
    (export "return" (func $return))
    (export "stream-new" (func $stream-new))
    (export "stream-read" (func $stream-read))
    (export "stream-write" (func $stream-write))
    (export "stream-drop-readable" (func $stream-drop-readable))
    (export "stream-drop-writable" (func $stream-drop-writable))
    (export "future-new" (func $future-new))
    (export "future-read" (func $future-read))
    (export "future-write" (func $future-write))
    (export "future-drop-readable" (func $future-drop-readable))
    (export "future-drop-writable" (func $future-drop-writable)))

  (core module $code
    (import "async" "memory" (memory 8))
    (import "async" "set-new" (func $set-new (result i32)))
    (import "async" "join" (func $join (param i32 i32)))
    (import "async" "return" (func $return (param i32 i32 i32 i32 i32)))
    (import "async" "stream-new" (func $stream-new (result i64)))
    (import "async" "stream-read" (func $stream-read (param i32 i32 i32) (result i32)))
    (import "async" "stream-write" (func $stream-write (param i32 i32 i32) (result i32)))
    (import "async" "stream-drop-readable" (func $stream-drop-readable (param i32)))
    (import "async" "stream-drop-writable" (func $stream-drop-writable (param i32)))
    (import "async" "future-new" (func $future-new (result i64)))
    (import "async" "future-read" (func $future-read (param i32 i32) (result i32)))
    (import "async" "future-write" (func $future-write (param i32 i32) (result i32)))
    (import "async" "future-drop-readable" (func $future-drop-readable (param i32)))
    (import "async" "future-drop-writable" (func $future-drop-writable (param i32)))

    ;; echo, make, cut, sum, trap
    (data (i32.const 0) "echomakecutsumtrap")
    (data (i32.const 64)
      "\00\00\00\00\04\00\00\00" "\04\00\00\00\04\00\00\00" "\08\00\00\00\03\00\00\00"
      "\0b\00\00\00\03\00\00\00" "\0e\00\00\00\04\00\00\00")
    ;; the list itself
    (data (i32.const 128) "\40\00\00\00\05\00\00\00")
    (data (i32.const 136) "RangeErrortoo far")
    ;; the stream at position 0; a number of 32 bits
    (data (i32.const 156) "\da\53\4b\45\10\00")
    (data (i32.const 164) "\1a")

    (func (export "list") (result i32) (i32.const 128))

    ;; What a call remembers of each handle, 16 bytes from here: the handle of the stream's other
    ;; half, the letter, bytes (left to write, or read), the set that it waits in.
    (func $state (param $handle i32) (result i32)
      (i32.add (i32.const 6144) (i32.shl (local.get $handle) (i32.const 4))))
    ;; How the stream of a handle has ended: 32 bytes each.
    (func $ending (param $handle i32) (result i32)
      (i32.add (i32.const 7168) (i32.shl (local.get $handle) (i32.const 5))))

    (func $remember (param $handle i32) (param $other i32) (param $letter i32) (param $bytes i32) (param $set i32)
      (i32.store (call $state (local.get $handle)) (local.get $other))
      (i32.store offset=4 (call $state (local.get $handle)) (local.get $letter))
      (i32.store offset=8 (call $state (local.get $handle)) (local.get $bytes))
      (i32.store offset=12 (call $state (local.get $handle)) (local.get $set)))

    ;; What a call returns that waits for a handle.
    (func $wait (param $handle i32) (result i32)
      (local $set i32)
      (local.set $set (i32.load offset=12 (call $state (local.get $handle))))
      (call $join (local.get $handle) (local.get $set))
      (i32.or (i32.const 2) (i32.shl (local.get $set) (i32.const 4))))

    ;; Reads to the end of the stream, then how that was.
    (func $read (param $stream i32) (result i32)
      (local $got i32)
      (loop $more
        (local.set $got (call $stream-read (local.get $stream) (i32.const 1024) (i32.const 4096)))
        (if (i32.eq (local.get $got) (i32.const -1)) (then (return (call $wait (local.get $stream)))))
        (br_if $more (call $count (local.get $stream) (local.get $got))))
      (call $read-end (local.get $stream)))

    ;; Counts what was read; whether there may be more.
    (func $count (param $stream i32) (param $got i32) (result i32)
      (local $state i32)
      (local.set $state (call $state (local.get $stream)))
      (i32.store offset=8 (local.get $state)
        (i32.add (i32.load offset=8 (local.get $state)) (i32.shr_u (local.get $got) (i32.const 4))))
      (i32.eqz (i32.and (local.get $got) (i32.const 15))))

    (func $read-end (param $stream i32) (result i32)
      (local $end i32)
      (local.set $end (i32.load (call $state (local.get $stream))))
      (call $remember (local.get $end) (i32.const 0) (i32.const 0)
        (i32.load offset=8 (call $state (local.get $stream))) (i32.load offset=12 (call $state (local.get $stream))))
      (call $stream-drop-readable (local.get $stream))
      (if (i32.eq (call $future-read (local.get $end) (call $ending (local.get $end))) (i32.const -1))
        (then (return (call $wait (local.get $end)))))
      (call $tell (local.get $end)))

    ;; Answers with the number of bytes, or what the stream has failed with.
    (func $tell (param $end i32) (result i32)
      (local $sum i32) (local $ending i32)
      (local.set $sum (i32.load offset=8 (call $state (local.get $end))))
      (local.set $ending (call $ending (local.get $end)))
      (call $future-drop-readable (local.get $end))
      (i32.store8 (i32.const 165) (i32.shr_u (local.get $sum) (i32.const 24)))
      (i32.store8 (i32.const 166) (i32.shr_u (local.get $sum) (i32.const 16)))
      (i32.store8 (i32.const 167) (i32.shr_u (local.get $sum) (i32.const 8)))
      (i32.store8 (i32.const 168) (local.get $sum))
      (if (i32.load8_u (local.get $ending))
        (then
          (call $return (i32.const 1)
            (i32.load offset=4 (local.get $ending)) (i32.load offset=8 (local.get $ending))
            (i32.load offset=12 (local.get $ending)) (i32.load offset=16 (local.get $ending))))
        (else (call $return (i32.const 0) (i32.const 164) (i32.const 5) (i32.const 0) (i32.const 0))))
      (i32.const 0))

    ;; Answers with a stream, then writes so many bytes to it.
    (func $make (param $letter i32) (param $bytes i32) (result i32)
      (local $stream i64) (local $end i64) (local $writer i32)
      (local.set $stream (call $stream-new))
      (local.set $end (call $future-new))
      (i32.store (i32.const 176) (i32.wrap_i64 (local.get $stream)))
      (i32.store (i32.const 180) (i32.wrap_i64 (local.get $end)))
      (call $return (i32.const 0) (i32.const 156) (i32.const 6) (i32.const 176) (i32.const 1))
      (local.set $writer (i32.wrap_i64 (i64.shr_u (local.get $stream) (i64.const 32))))
      (call $remember (local.get $writer) (i32.wrap_i64 (i64.shr_u (local.get $end) (i64.const 32)))
        (local.get $letter) (local.get $bytes) (call $set-new))
      (call $write (local.get $writer)))

    (func $write (param $writer i32) (result i32)
      (local $wrote i32)
      (loop $more
        (local.set $wrote (call $stream-write (local.get $writer) (i32.const 8192)
          (i32.load offset=8 (call $state (local.get $writer)))))
        (if (i32.eq (local.get $wrote) (i32.const -1)) (then (return (call $wait (local.get $writer)))))
        (br_if $more (call $wrote (local.get $writer) (local.get $wrote))))
      (call $write-end (local.get $writer)))

    ;; Whether there is more to write, and somebody reads it.
    (func $wrote (param $writer i32) (param $wrote i32) (result i32)
      (local $state i32)
      (local.set $state (call $state (local.get $writer)))
      (i32.store offset=8 (local.get $state)
        (i32.sub (i32.load offset=8 (local.get $state)) (i32.shr_u (local.get $wrote) (i32.const 4))))
      (i32.and
        (i32.eqz (i32.and (local.get $wrote) (i32.const 15)))
        (i32.ne (i32.load offset=8 (local.get $state)) (i32.const 0))))

    (func $write-end (param $writer i32) (result i32)
      (local $end i32) (local $letter i32) (local $ending i32)
      (local.set $end (i32.load (call $state (local.get $writer))))
      (local.set $letter (i32.load offset=4 (call $state (local.get $writer))))
      (if (i32.eq (local.get $letter) (i32.const 116)) (then (unreachable)))
      (call $remember (local.get $end) (i32.const 0) (i32.const 0) (i32.const 0)
        (i32.load offset=12 (call $state (local.get $writer))))
      (call $stream-drop-writable (local.get $writer))
      (local.set $ending (call $ending (local.get $end)))
      (i32.store (local.get $ending) (i32.eq (local.get $letter) (i32.const 99)))
      (i32.store offset=4 (local.get $ending) (i32.const 136))
      (i32.store offset=8 (local.get $ending) (i32.const 10))
      (i32.store offset=12 (local.get $ending) (i32.const 146))
      (i32.store offset=16 (local.get $ending) (i32.const 7))
      (if (i32.eq (call $future-write (local.get $end) (local.get $ending)) (i32.const -1))
        (then (return (call $wait (local.get $end)))))
      (call $future-drop-writable (local.get $end))
      (i32.const 0))

    (func (export "call")
      (param $name i32) (param $length i32) (param $payload i32) (param $bytes i32) (param $streams i32) (param $n i32)
      (result i32)
      ;; or a handle
      (local $letter i32)
      (local.set $letter (i32.load8_u (local.get $name)))
      (if (i32.eq (local.get $letter) (i32.const 101))
        (then
          (call $return (i32.const 0) (local.get $payload) (local.get $bytes) (local.get $streams) (local.get $n))
          (return (i32.const 0))))
      (if (i32.eq (local.get $letter) (i32.const 115))
        (then
          (local.set $letter (i32.load (local.get $streams)))
          (call $remember (local.get $letter) (i32.load offset=4 (local.get $streams)) (i32.const 0) (i32.const 0)
            (call $set-new))
          (return (call $read (local.get $letter)))))
      (call $make (local.get $letter)
        (select (i32.const 200000) (i32.const 3) (i32.eq (local.get $letter) (i32.const 109)))))

    ;; What was waited for: reading or writing a stream, reading or writing how it ended.
    (func (export "callback") (param $event i32) (param $handle i32) (param $code i32) (result i32)
      (call $join (local.get $handle) (i32.const 0))
      (if (i32.eq (local.get $event) (i32.const 2))
        (then
          (if (call $count (local.get $handle) (local.get $code)) (then (return (call $read (local.get $handle)))))
          (return (call $read-end (local.get $handle)))))
      (if (i32.eq (local.get $event) (i32.const 3))
        (then
          (if (call $wrote (local.get $handle) (local.get $code)) (then (return (call $write (local.get $handle)))))
          (return (call $write-end (local.get $handle)))))
      (if (i32.eq (local.get $event) (i32.const 4)) (then (return (call $tell (local.get $handle)))))
      (call $future-drop-writable (local.get $handle))
      (i32.const 0)))

  (core instance $core (instantiate $code (with "async" (instance $async))))
  (func $list (result (list string))
    (canon lift (core func $core "list") (memory $memory)))
  (func $call async
    (param "name" string) (param "payload" (list u8)) (param "streams" (list $bytes))
    (result $answer)
    (canon lift (core func $core "call") async (memory $memory) (realloc $realloc)
      (callback (core func $core "callback"))))

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
