//! Arguments in both directions.

use super::super::{Value, arguments_from_cbor, arguments_to_cbor};
use crate::handle::Handles;

fn sent<A: super::super::Arguments + ?Sized>(arguments: &A) -> Vec<u8> {
    arguments_to_cbor(arguments, &Handles::new(64)).unwrap().0
}

fn read<A: serde::de::DeserializeOwned>(bytes: &[u8]) -> A {
    arguments_from_cbor(bytes, &Handles::new(64)).unwrap()
}

#[test]
fn tuples_and_lists_are_arguments() {
    assert_eq!(sent(&()), [0x80]);
    assert_eq!(sent(&(1,)), [0x81, 1]);
    assert_eq!(sent(&("a", ())), [0x82, 0x61, b'a', 0xf6]);
    assert_eq!(sent(&vec![1, 2]), [0x82, 1, 2]);
    assert_eq!(sent(&[true; 2]), [0x82, 0xf5, 0xf5]);
    assert_eq!(sent([1_u8].as_slice()), [0x81, 1]);
    assert_eq!(sent(&(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)).len(), 13);
}

#[test]
fn missing_arguments_are_undefined_and_more_are_passed_over() {
    let two = sent(&(1, "b"));
    assert_eq!(read::<(u8,)>(&two), (1,));
    assert_eq!(read::<(u8, String, Option<u8>)>(&two), (1, "b".to_owned(), None));
    let (one, rest, missing): (Value, Value, Value) = read(&two);
    assert_eq!((one, rest, missing), (Value::Int(1), Value::String("b".into()), Value::Undefined));
    read::<()>(&two);
    assert_eq!(read::<Vec<Value>>(&two).len(), 2);
    assert_eq!(read::<(Option<u8>,)>(&[0x80]), (None,));
}
